// How a step is announced, timed, run and failed.
import { spawn } from 'node:child_process';
import { root, toolEnvironment } from './project.mjs';

/** A failure that is told in one sentence, without a stack. */
export class Refusal extends Error {
  constructor(sentence, exitCode = 1) {
    super(sentence);
    this.exitCode = exitCode;
  }
}

export const say = (sentence) => process.stderr.write(`[steward] ${sentence}\n`);

const running = new Set();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    for (const child of running) child.kill(signal);
    if (running.size === 0) process.exit(130);
  });
}

/** Passes signals on to something with `kill`; returns how to stop that. */
export function tellSignals(killable) {
  running.add(killable);
  return () => running.delete(killable);
}

/**
 * Runs a program until it ends and returns its exit code (signals are forwarded, output is passed on).
 * With `onOutput` what it prints is also handed over, so that a cause can be named; with `isQuiet` it is passed on only
 * when the program fails.
 */
export function run(command, args, options = {}) {
  const { onOutput, isQuiet = false, env = toolEnvironment, cwd = root } = options;
  return new Promise((resolve, reject) => {
    const output = onOutput || isQuiet ? 'pipe' : 'inherit';
    const stdio = ['inherit', output, output];
    const child = spawn(command, args, { cwd, env, stdio, shell: process.platform === 'win32' });
    running.add(child);
    const kept = [];
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk) => {
        if (isQuiet) kept.push(chunk);
        else process.stderr.write(chunk);
        onOutput?.(String(chunk));
      });
    }
    child.on('error', (error) => {
      running.delete(child);
      reject(new Refusal(`Could not run ${command}: ${error.message}.`));
    });
    child.on('close', (code) => {
      running.delete(child);
      if (code !== 0) process.stderr.write(Buffer.concat(kept));
      resolve(code ?? 130);
    });
  });
}

/** Announces a step, runs it, says how long it took; the first step that fails ends the run. */
export async function step(name, work) {
  say(`${name} …`);
  const startedAt = performance.now();
  const code = (await work()) ?? 0;
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  if (code !== 0) throw new Refusal(`${name} failed after ${seconds} s; the reason stands above.`, code);
  say(`${name}: done in ${seconds} s`);
}
