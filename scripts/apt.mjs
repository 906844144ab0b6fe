// Installs packages of the distribution, where there is one that can.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

export function succeeds(command, args, env = process.env) {
  return spawnSync(command, args, { stdio: ['ignore', 2, 2], env }).status === 0;
}

/** Whether they are installed now; false where there is no apt-get, or no right to use it. */
export function installWithApt(...packages) {
  if (process.platform !== 'linux' || !existsSync('/usr/bin/apt-get')) return false;
  const prefix = process.getuid() === 0 ? [] : ['sudo', '-n'];
  const apt = (...args) => {
    const [command, ...rest] = [...prefix, 'apt-get', ...args];
    return succeeds(command, rest, { ...process.env, DEBIAN_FRONTEND: 'noninteractive' });
  };
  return apt('update', '-qq') && apt('install', '-y', '-qq', '--no-install-recommends', ...packages);
}
