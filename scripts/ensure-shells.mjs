// The shells that the tests of completion run, installed where they are missing.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { installWithApt } from './apt.mjs';
import { say } from './steps.mjs';

const shells = ['zsh', 'fish'];

const isMissing = (shell) =>
  !(process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, shell)));

/** Where a shell cannot be had, its tests say so and are left out. */
export function ensureShells() {
  const missing = shells.filter(isMissing);
  if (missing.length === 0) return;
  say(`No ${missing.join(', ')} found: installing those of the distribution …`);
  installWithApt(...missing);
}
