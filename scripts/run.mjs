// The one entry behind every npm script. Runs on any Node >= 18 with npm and nothing installed.
import { existsSync, readdirSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { check } from './check.mjs';
import { projectNode, requireStartableNode } from './node.mjs';
import { requireFreePort, wantedPort } from './port.mjs';
import { build, install, vite } from './prepare.mjs';
import { root, toolEnvironment, web } from './project.mjs';
import { Refusal, run, say } from './steps.mjs';
import { test } from './test.mjs';

// npm runs scripts in the root; INIT_CWD is where the person stood.
const standingIn = process.env.INIT_CWD ?? process.cwd();

async function start(args) {
  const isDemo = args.includes('--demo');
  const port = wantedPort(args);
  const host = process.env.HOST || '127.0.0.1';
  await requireFreePort(port, host);
  await install({ withTools: false });
  await build();
  const data = process.env.STEWARD_DATA || 'data';
  const env = {
    ...toolEnvironment,
    PORT: String(port),
    HOST: host,
    STEWARD_DATA: isAbsolute(data) ? data : join(root, data),
    ...(isDemo && { STEWARD_DEMO: '1' }),
  };
  say(`Serving on http://${host}:${port}`);
  return run(projectNode(), [join(web, 'server.mjs')], { env });
}

async function dev(args) {
  const port = wantedPort(args);
  await requireFreePort(port, '127.0.0.1');
  await install();
  const env = { ...toolEnvironment, STEWARD_DATA: process.env.STEWARD_DATA || join(root, 'data') };
  return vite(['dev', '--host', '127.0.0.1', '--port', String(port), '--strictPort'], { env });
}

async function bench([name, ...rest]) {
  const folder = join(root, 'tests', 'bench');
  const files = existsSync(folder) ? readdirSync(folder) : [];
  const names = files.filter((file) => /^[a-z0-9-]+\.ts$/.test(file)).map((file) => file.slice(0, -3));
  if (!names.includes(name)) {
    throw new Refusal(
      `Name a benchmark: npm run bench -- ${names.join(' | ') || 'NAME (there is none yet)'}`,
    );
  }
  await install();
  return run(projectNode(), [join(folder, `${name}.ts`), ...rest]);
}

async function steward(args) {
  await install({ withTools: false });
  return run(projectNode(), [join(root, 'apps', 'cli', 'src', 'main.ts'), ...args], { cwd: standingIn });
}

async function checkOnly() {
  await install();
  await check();
  return 0;
}

const commands = { start, dev, test, check: checkOnly, bench, steward };

async function main([name, ...args]) {
  requireStartableNode();
  const command = commands[name];
  if (!command) throw new Refusal(`Say what to do: npm run ${Object.keys(commands).join(' | ')}.`);
  return command(args);
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code ?? 0),
  (error) => {
    say(error instanceof Refusal ? error.message : String(error.stack ?? error));
    process.exit(error.exitCode ?? 1);
  },
);
