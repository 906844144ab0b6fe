import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';

const MAIN = fileURLToPath(new URL('../../apps/cli/src/main.ts', import.meta.url));

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

interface Running {
  environment?: Record<string, string>;
  input?: string;
  cwd?: string;
}

/** The command line tool as a process of its own, with nothing of this one's surroundings. */
export function runSteward(
  home: string,
  args: string[],
  { environment, input = '', cwd }: Running = {},
): Promise<Ended> {
  mkdirSync(join(home, 'cwd'), { recursive: true });
  const child = spawn(process.execPath, [MAIN, ...args], {
    cwd: cwd ?? join(home, 'cwd'),
    env: { PATH: process.env.PATH, HOME: home, ...environment },
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
}

/** The document that a command printed with --json, by its schema; fails with what it complained of. */
export function documentOf<S extends z.ZodType>(schema: S, { code, stdout, stderr }: Ended): z.output<S> {
  if (code !== 0) throw new Error(`ended with ${code}: ${stderr}${stdout}`);
  return schema.parse(JSON.parse(stdout));
}
