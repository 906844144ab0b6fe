// Installs and builds, each only when something that it depends on has changed.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { hashOf, noNetwork, root, sourceFiles, toolEnvironment, workspaceFolders } from './project.mjs';
import { Refusal, run, say, step } from './steps.mjs';

const installStamp = join(root, 'node_modules', '.steward-install');
const buildStamp = join(root, 'apps', 'web', 'build', '.steward-build');

const isFresh = (stamp, hash) => existsSync(stamp) && readFileSync(stamp, 'utf8') === hash;

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

const manifests = () => [
  join(root, 'pnpm-lock.yaml'),
  join(root, 'pnpm-workspace.yaml'),
  ...workspaceFolders().map((folder) => join(folder, 'package.json')),
];

const testsOnly = '@steward/tests';

/** Installs exactly what the lockfile says, unless that is what is there; to use Steward its tests need no tools. */
export async function install({ withTests = true } = {}) {
  const hash = hashOf(manifests());
  const hashWithoutTests = `${hash} without tests`;
  const isThere = isFresh(installStamp, hash) || (!withTests && isFresh(installStamp, hashWithoutTests));
  if (isThere) return say('Installing: nothing changed');
  await step('Installing dependencies', async () => {
    let heard = '';
    const code = await pnpm(
      ['install', '--frozen-lockfile', ...(withTests ? [] : ['--filter', `!${testsOnly}`])],
      {
        env: {
          ...toolEnvironment,
          npm_config_fetch_retry_mintimeout: '1000',
          npm_config_fetch_retry_maxtimeout: '5000',
        },
        onOutput: (text) => (heard += text),
      },
    );
    if (code !== 0 && noNetwork.test(heard)) {
      throw new Refusal(
        'The package registry cannot be reached: connect this machine to the network (or set npm_config_registry to a mirror) and run the same command again.',
      );
    }
    return code;
  });
  writeStamp(installStamp, withTests ? hash : hashWithoutTests);
}

const isTest = /\.(test|spec)\.[jt]s$/;

function webSources() {
  const packages = ['core', 'ml', 'db', 'api', 'client'].map((name) => join(root, 'packages', name));
  return [
    join(root, 'apps', 'web'),
    ...packages,
    join(root, 'pnpm-lock.yaml'),
    join(root, 'tsconfig.base.json'),
  ]
    .flatMap(sourceFiles)
    .filter((file) => !isTest.test(file));
}

/** Builds the web app, unless its sources are those of the last build. */
export async function build() {
  const hash = hashOf(webSources());
  if (isFresh(buildStamp, hash)) return say('Building: nothing changed');
  rmSync(buildStamp, { force: true });
  await step('Building the web app', () => turbo('build'));
  writeStamp(buildStamp, hash);
}
