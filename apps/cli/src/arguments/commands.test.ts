import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));

function steward(...args: string[]) {
  const environment = { ...process.env, STEWARD_API_KEY: '', STEWARD_URL: '' };
  return spawnSync(process.execPath, [MAIN, ...args], { encoding: 'utf8', env: environment });
}

test.each(['import', 'decide', 'replay', 'audit', 'evaluate'])(
  '%s is there and says how it is called',
  (name) => {
    const { status, stderr } = steward(name);
    expect(stderr).toContain(`steward ${name}`);
    expect(stderr).not.toContain('There is no command');
    expect(status).toBe(2);
  },
);

test('a command that does not exist is named, with those that do', () => {
  const { status, stderr } = steward('frobnicate');
  expect(status).toBe(2);
  expect(stderr).toContain('There is no command frobnicate');
  expect(stderr).toContain('steward audit verify');
});
