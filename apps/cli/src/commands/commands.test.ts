import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { readCall, UsageError } from '../arguments/index.ts';
import { COMMANDS } from './index.ts';

// A process takes its time on a machine that is busy.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));

let home: string;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'steward-cli-'));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

function steward(args: string[], environment: Record<string, string> = {}) {
  const env = { PATH: process.env.PATH, HOME: home, ...environment };
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], {
    encoding: 'utf8',
    env,
    cwd: home,
  });
  return { status, stdout, stderr };
}

test.each([
  { args: [], code: 2, says: 'usage: steward COMMAND' },
  { args: ['frobnicate'], code: 2, says: 'There is no command frobnicate. steward help lists all.' },
  { args: ['bakcup', 'x'], code: 2, says: 'Did you mean backup?' },
  { args: ['audit'], code: 2, says: 'Say which: audit export, audit verify.' },
  { args: ['audit', 'verfy', 'x'], code: 2, says: 'Say which: audit export, audit verify.' },
  { args: ['backup'], code: 2, says: 'usage: steward backup FILE' },
  { args: ['backup', 'x', '--forse'], code: 2, says: 'Did you mean --force?' },
  { args: ['replay', '--last', 'many'], code: 2, says: '--last takes 1 to 10000' },
  { args: ['help', 'restor'], code: 2, says: 'Did you mean restore?' },
  { args: ['status'], code: 4, says: 'Not signed in: run steward login' },
  { args: ['backup', 'x'], code: 1, says: 'is no data folder of Steward' },
  { args: ['audit', 'verify', 'nothing.jsonl'], code: 1, says: 'nothing.jsonl' },
])('steward $args ends with $code and says why', ({ args, code, says }) => {
  const { status, stdout, stderr } = steward(args);
  expect({ status, stderr }).toMatchObject({ status: code, stderr: expect.stringContaining(says) as string });
  expect(stdout).toBe('');
});

test('no Steward at the address ends with 3', () => {
  const environment = { STEWARD_URL: 'http://127.0.0.1:1', STEWARD_API_KEY: 'stw_x' };
  const { status, stderr } = steward(['status'], environment);
  expect({ status, stderr }).toMatchObject({ status: 3 });
  expect(stderr).toContain('Steward does not answer');
  expect(steward(['replay'], environment).status).toBe(3);
});

test('with --json a failure is one document too, and its reason is in it', () => {
  const { status, stdout } = steward(['status', '--json']);
  expect(JSON.parse(stdout)).toEqual({
    error: {
      code: status,
      reason: 'not_signed_in',
      message: expect.stringContaining('steward login') as string,
    },
  });
});

test('a broken chain and a damaged backup end with 5', () => {
  writeFileSync(join(home, 'cut.jsonl'), '');
  writeFileSync(join(home, 'no.backup'), 'Date,Payee\n');
  expect(steward(['audit', 'verify', 'cut.jsonl']).status).toBe(5);
  const restored = steward(['restore', 'no.backup', '--data', 'elsewhere', '--json']);
  expect(restored.status).toBe(5);
  expect(JSON.parse(restored.stdout)).toMatchObject({ error: { reason: 'not_a_backup' } });
});

test('the version and the help are printed with 0', () => {
  expect(steward(['--version'])).toMatchObject({ status: 0, stdout: 'steward 0.1.0\n', stderr: '' });
  expect(steward(['--help']).stdout).toContain('backup');
  expect(steward(['help', 'audit', 'verify']).stdout).toBe(steward(['audit', 'verify', '--help']).stdout);
});

test.each(COMMANDS.map((command) => ({ name: command.name, command })))(
  '$name loads what it runs, and its examples are calls that it understands',
  async ({ command }) => {
    expect(await command.load()).toBeInstanceOf(Function);
    for (const { line } of command.examples) {
      const call = /steward (?<words>[^|<>)]+)/.exec(line)?.groups?.words?.trim() ?? '';
      const rest = call.slice(command.name.length).trim();
      expect(call.startsWith(command.name)).toBe(true);
      expect(() => readCall(command, rest === '' ? [] : rest.split(/\s+/), COMMANDS)).not.toThrow();
    }
  },
);

test('every mistake of a call is told by the name of what is wrong', () => {
  const command = COMMANDS.find(({ name }) => name === 'evaluate categories')!;
  const call = (...args: string[]) => readCall(command, args, COMMANDS);
  expect(() => call()).toThrow('FILE is missing');
  expect(() => call('a.csv')).toThrow('--date COLUMN is missing');
  expect(() => call('a.csv', 'b.csv')).toThrow('b.csv is one argument too many');
  expect(() => call('a.csv', '--labels', 'week')).toThrow('--labels takes now, day, not week.');
  expect(() => call('a.csv', '--date', '--payee', 'x')).toThrow('--date needs a value: --date COLUMN.');
  expect(() => call('a.csv', '--date=')).toThrow('--date needs a value');
  expect(() => call('a.csv', '--json=yes')).toThrow('--json takes no value');
  expect(() => call('a.csv', '-j')).toThrow('There is no option -j.');
  expect(() => call('a.csv', '--dat', 'x')).toThrow(UsageError);
});
