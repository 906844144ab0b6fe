import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EXPECTED } from './expected.ts';
import { programOf } from './runtimes.ts';
import { startTaughtSteward, type TaughtSteward } from './taught-steward.ts';

const PROCESS = join(import.meta.dirname, 'exercise-process.ts');

let steward: TaughtSteward;
let cache: string;

beforeAll(async () => {
  steward = await startTaughtSteward();
  cache = mkdtempSync(join(tmpdir(), 'steward-deno-'));
}, 60_000);
afterAll(async () => {
  await steward.stop();
  rmSync(cache, { recursive: true, force: true });
});

/** Deno gets the rights that the client needs and no more; nothing is fetched from anywhere. */
const deno = () => [
  ...['run', '--quiet', '--no-prompt', '--no-remote', '--no-lock', '--node-modules-dir=manual'],
  ...[`--allow-net=${new URL(steward.url).host}`, '--allow-env=STEWARD_URL,STEWARD_API_KEY'],
];

const RUNTIMES: [string, () => string, () => string[]][] = [
  ['Node', () => process.execPath, () => []],
  ['Bun', () => programOf('bun'), () => ['run', '--no-install']],
  ['Deno', () => programOf('deno'), deno],
];

test.each(RUNTIMES)(
  'the client decides, splits, fails, reads the model and resumes in %s',
  async (_name, program, args) => {
    const env = { PATH: process.env.PATH, DENO_DIR: cache, DENO_NO_UPDATE_CHECK: '1', DO_NOT_TRACK: '1' };
    const child = spawn(program(), [...args(), PROCESS], {
      env: { ...env, STEWARD_URL: steward.url, STEWARD_API_KEY: steward.apiKey },
      cwd: import.meta.dirname,
    });
    let out = '';
    let complaint = '';
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect({ code, complaint }).toEqual({ code: 0, complaint: '' });
    expect(JSON.parse(out)).toEqual(EXPECTED);
  },
  60_000,
);
