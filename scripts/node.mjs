// Which Node runs what: any Node >= 18 starts these scripts, the pinned Node 24 runs everything else.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { bin } from './project.mjs';
import { Refusal } from './steps.mjs';

/** Compares the first two numbers of a version with a least one. */
export function isAtLeast(version, least) {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  return major > least[0] || (major === least[0] && minor >= least[1]);
}

export function requireStartableNode(version = process.versions.node) {
  if (isAtLeast(version, [18, 0])) return;
  throw new Refusal(
    `Node ${version} is too old: install Node 20 or newer (https://nodejs.org) and run the same command again.`,
  );
}

/** The Node that runs the project: the pinned one, or where none is packaged the machine's own when new enough. */
export function projectNode() {
  const pinned = join(bin, 'node');
  if (existsSync(pinned) && spawnSync(pinned, ['--version'], { stdio: 'ignore' }).status === 0) return pinned;
  if (isAtLeast(process.versions.node, [22, 17])) return process.execPath;
  throw new Refusal(
    `No Node is packaged for ${process.platform} ${process.arch}, and this machine's own Node ${process.versions.node} is too old: install Node 24 and run the same command again.`,
  );
}
