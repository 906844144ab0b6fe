// Finds a Chromium for the browser tests, or installs one.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { root, toolEnvironment } from './project.mjs';
import { Refusal, say } from './steps.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

function onPath() {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/snap/bin'];
  return folders
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((path) => existsSync(path));
}

const chromiumOfMachine = () =>
  process.env.CHROMIUM_PATH && existsSync(process.env.CHROMIUM_PATH) ? process.env.CHROMIUM_PATH : onPath();

function succeeds(command, args, env = process.env) {
  return spawnSync(command, args, { stdio: ['ignore', 2, 2], env }).status === 0;
}

function installWithApt() {
  if (process.platform !== 'linux' || !existsSync('/usr/bin/apt-get')) return;
  const prefix = process.getuid() === 0 ? [] : ['sudo', '-n'];
  const apt = (...args) => {
    const [command, ...rest] = [...prefix, 'apt-get', ...args];
    return succeeds(command, rest, { ...process.env, DEBIAN_FRONTEND: 'noninteractive' });
  };
  say('No Chromium found: installing the one of the distribution …');
  if (apt('update', '-qq')) {
    apt('install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-liberation');
  }
}

/** The path of a Chromium, or undefined when Playwright has installed its own. */
export function ensureChromium() {
  const found = chromiumOfMachine();
  if (found) return found;
  installWithApt();
  const installed = chromiumOfMachine();
  if (installed) return installed;
  say('Asking Playwright for its own Chromium …');
  const playwright = join(root, 'tests', 'node_modules', '.bin', 'playwright');
  if (succeeds(playwright, ['install', 'chromium'], toolEnvironment)) return undefined;
  throw new Refusal(
    'The browser tests need Chromium: install it (for example: apt-get install chromium) or set CHROMIUM_PATH to one.',
  );
}
