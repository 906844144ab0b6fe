// Installs and builds, each only when something that it depends on has changed.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  bin,
  hashOf,
  noNetwork,
  root,
  sourceFiles,
  toolEnvironment,
  web,
  workspaceFolders,
} from './project.mjs';
import { Refusal, run, say, step } from './steps.mjs';

const installStamp = join(root, 'node_modules', '.steward-install');
const buildStamp = join(web, 'build', '.steward-build');

const readStamp = (stamp) => (existsSync(stamp) ? readFileSync(stamp, 'utf8') : undefined);

function writeStamp(stamp, hash) {
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, hash);
}

function packageManager() {
  return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).packageManager;
}

/** pnpm in the version that package.json pins; nothing is installed on the machine for it. */
function pnpm(args, options) {
  return run('npx', ['--yes', packageManager(), ...args], options);
}

/** Runs a script of every package, in the order of their dependencies. turbo needs to find pnpm, so pnpm calls it. */
export function turbo(task) {
  return pnpm(['--silent', 'exec', 'turbo', 'run', task, '--continue', '--output-logs=errors-only']);
}

/** Vite in the folder of the web app, which it builds or serves. */
export function vite(args, options) {
  return run(join(web, 'node_modules', '.bin', 'vite'), args, { ...options, cwd: web });
}

const manifests = () => [
  join(root, 'pnpm-lock.yaml'),
  join(root, 'pnpm-workspace.yaml'),
  ...workspaceFolders().map((folder) => join(folder, 'package.json')),
];

const withoutTools = ' without tools';

/**
 * What pnpm is asked for, or undefined when all that is wanted is there. To use Steward the tools that check and test it
 * are not needed: they are the development dependencies. Whoever has them keeps them.
 */
export function installArguments({ withTools, hash, stamp, hasTools }) {
  const isThere = stamp === hash || (!withTools && stamp === hash + withoutTools);
  if (isThere) return undefined;
  return ['install', '--frozen-lockfile', ...(withTools || hasTools ? [] : ['--prod'])];
}

/** Installs exactly what the lockfile says, unless that is what is there. */
export async function install({ withTools = true } = {}) {
  const hash = hashOf(manifests());
  const hasTools = existsSync(join(bin, 'vitest'));
  const args = installArguments({ withTools, hash, stamp: readStamp(installStamp), hasTools });
  if (!args) return say('Installing: nothing changed');
  await step('Installing dependencies', async () => {
    let heard = '';
    const code = await pnpm(args, {
      env: {
        ...toolEnvironment,
        npm_config_fetch_retry_mintimeout: '1000',
        npm_config_fetch_retry_maxtimeout: '5000',
      },
      onOutput: (text) => (heard += text),
    });
    if (code !== 0 && noNetwork.test(heard)) {
      throw new Refusal(
        'The package registry cannot be reached: connect this machine to the network (or set npm_config_registry to a mirror) and run the same command again.',
      );
    }
    return code;
  });
  writeStamp(installStamp, args.includes('--prod') ? hash + withoutTools : hash);
}

const isTest = /\.(test|spec)\.[jt]s$/;

function webSources() {
  const packages = ['core', 'ml', 'db', 'api', 'client'].map((name) => join(root, 'packages', name));
  return [web, ...packages, join(root, 'pnpm-lock.yaml'), join(root, 'tsconfig.base.json')]
    .flatMap(sourceFiles)
    .filter((file) => !isTest.test(file));
}

/** Builds the web app, unless its sources are those of the last build. */
export async function build() {
  const hash = hashOf(webSources());
  if (readStamp(buildStamp) === hash) return say('Building: nothing changed');
  rmSync(buildStamp, { force: true });
  await step('Building the web app', () => vite(['build'], { isQuiet: true }));
  writeStamp(buildStamp, hash);
}
