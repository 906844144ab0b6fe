// Finds a Chromium for the browser tests, or installs one.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { installWithApt, succeeds } from './apt.mjs';
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

/** The path of a Chromium, or undefined when Playwright has installed its own. */
export function ensureChromium() {
  const found = chromiumOfMachine();
  if (found) return found;
  say('No Chromium found: installing the one of the distribution …');
  installWithApt('chromium', 'fonts-liberation');
  const installed = chromiumOfMachine();
  if (installed) return installed;
  say('Asking Playwright for its own Chromium …');
  const playwright = join(root, 'tests', 'node_modules', '.bin', 'playwright');
  if (succeeds(playwright, ['install', 'chromium'], toolEnvironment)) return undefined;
  throw new Refusal(
    'The browser tests need Chromium: install it (for example: apt-get install chromium) or set CHROMIUM_PATH to one.',
  );
}
