// Measures what a new user waits for: from a clean copy to the first page, and the second start.
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, delimiter, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isBuiltOrInstalled, noNetwork, root } from './project.mjs';
import { Refusal, say, tellSignals } from './steps.mjs';

const minutesToFirstPage = 10;
const secondsToStop = 20;

/** What npm and our own steps put into the environment, which a new user's shell does not have. */
const isOurs =
  /^(npm_(package_|lifecycle_|command|execpath|node_execpath|config_local_prefix|config_global_prefix)|INIT_CWD$|TURBO_|STEWARD_|PORT$|HOST$|LOG_LEVEL$|NODE_ENV$|TRUST_PROXY$)/;

/** The shell of somebody who has Node and npm and nothing else; every cache is an empty folder. */
export function emptyShell(folder, environment = process.env) {
  const kept = Object.entries(environment).filter(([name]) => !isOurs.test(name));
  const path = (environment.PATH ?? '').split(delimiter).filter((part) => !part.startsWith(root));
  return {
    ...Object.fromEntries(kept),
    // The Node that runs this is the one that runs npm.
    PATH: [dirname(process.execPath), ...path].join(delimiter),
    npm_config_cache: join(folder, 'npm'),
    XDG_CACHE_HOME: join(folder, 'cache'),
    XDG_DATA_HOME: join(folder, 'data'),
    XDG_STATE_HOME: join(folder, 'state'),
    PNPM_HOME: join(folder, 'pnpm'),
  };
}

/** What git has of this project, or its files where there is no git. */
function copyProject(target) {
  const cloned = spawnSync('git', ['clone', '--quiet', '--no-hardlinks', root, target], { stdio: 'ignore' });
  if (existsSync(join(root, '.git')) && cloned.status === 0) return 'a git clone of what is committed';
  rmSync(target, { recursive: true, force: true });
  const isSource = (path) => !isBuiltOrInstalled.test(basename(path)) && path !== join(root, 'data');
  cpSync(root, target, { recursive: true, filter: isSource });
  return 'a copy of the files';
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** npm as it runs this, or the one on the path. */
function npm(args) {
  const own = process.env.npm_execpath;
  return own?.endsWith('.js') ? [process.execPath, [own, ...args]] : ['npm', args];
}

/** Runs `npm start` in a process group of its own, so that it can be ended whole. */
function start(folder, { port, env }) {
  const [command, args] = npm(['start', '--', '--port', String(port)]);
  const isGroup = process.platform !== 'win32';
  const child = spawn(command, args, {
    ...{ cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] },
    ...{ detached: isGroup, shell: !isGroup },
  });
  const heard = [];
  child.stdout.on('data', (chunk) => heard.push(chunk));
  child.stderr.on('data', (chunk) => heard.push(chunk));
  const started = { hasEnded: false, printed: () => Buffer.concat(heard).toString() };
  const kill = (signal) => {
    try {
      if (isGroup) process.kill(-child.pid, signal);
      else child.kill(signal);
    } catch {
      // It ended by itself meanwhile.
    }
  };
  const forget = tellSignals({ kill });
  const ended = new Promise((resolve) => {
    child.once('error', resolve);
    child.once('close', resolve);
  }).then(() => {
    started.hasEnded = true;
    forget();
  });
  started.stop = async () => {
    kill('SIGTERM');
    await Promise.race([ended, sleep(secondsToStop * 1000, undefined, { ref: false })]);
    if (!started.hasEnded) kill('SIGKILL');
    await ended;
  };
  return started;
}

/** Seconds from `since` until the first page answers 200. */
async function secondsToPage(started, { port, since }) {
  const until = performance.now() + minutesToFirstPage * 60_000;
  while (performance.now() < until && !started.hasEnded) {
    const answer = await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined);
    await answer?.arrayBuffer();
    if (answer?.status === 200) return ((performance.now() - since) / 1000).toFixed(1);
    await sleep(50);
  }
  return undefined;
}

async function measure(folder, { port, env, since }) {
  const started = start(folder, { port, env });
  try {
    const seconds = await secondsToPage(started, { port, since });
    return { seconds, printed: started.printed() };
  } finally {
    await started.stop();
  }
}

const indented = (text) => text.trimEnd().replace(/^/gm, '    ');
const ownLines = (text) => text.split('\n').filter((line) => line.startsWith('[steward]'));

/** Measures both starts and prints them; fails only where no page comes up. */
export async function measureFirstStart() {
  const folder = mkdtempSync(join(tmpdir(), 'steward-first-start-'));
  try {
    const port = await freePort();
    const project = join(folder, 'steward');
    const caches = join(folder, 'caches');
    mkdirSync(caches);
    const env = emptyShell(caches);
    const since = performance.now();
    const how = copyProject(project);
    say(`A new user on Node ${process.versions.node}: ${how}, then npm start.`);
    say('Cold: node_modules, build, data, and the caches and stores of npm and pnpm, all in empty folders.');
    say('May be warm: the files of the system, the registry or a mirror of it in front of this machine.');
    const first = await measure(project, { port, env, since });
    process.stderr.write(`${indented(ownLines(first.printed).join('\n'))}\n`);
    if (first.seconds === undefined) return noPage(first.printed);
    say(`clone to first page: ${first.seconds} s`);
    const second = await measure(project, { port, env, since: performance.now() });
    if (second.seconds === undefined) return noPage(second.printed);
    say(`second start: ${second.seconds} s`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function noPage(printed) {
  if (noNetwork.test(printed)) {
    say('clone to first page: not measured, the package registry cannot be reached from here');
    return;
  }
  process.stderr.write(`${indented(printed)}\n`);
  throw new Refusal('No page came up in a clean copy; what it printed stands above.');
}
