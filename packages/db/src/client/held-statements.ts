import { setImmediate as nextTurn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { isMainThread } from 'node:worker_threads';

/** Bound values after which the statements that hold them are worth a collection. */
const RELEASE_AFTER = 200_000;

let bound = 0;
let collect: (() => void) | null = null;

export function countBound(values: number): void {
  bound += values;
}

/**
 * libSQL frees a statement, and a copy of all that was bound to it, when its JavaScript wrapper has been
 * collected and the event loop turns. V8 does not know how large that is and sees no reason to collect,
 * and bulk work never lets the loop turn: an import of 170,000 rows held 2 GB. Threads therefore do both
 * by what they have bound; the main thread turns and collects by itself and never waits here.
 */
export async function releaseStatements(): Promise<void> {
  if (isMainThread || bound < RELEASE_AFTER) return;
  bound = 0;
  collect ??= exposeCollection();
  collect();
  await nextTurn();
}

function exposeCollection(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
}
