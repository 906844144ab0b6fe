/** How often something was so. */
export interface Count {
  successes: number;
  n: number;
}

/** @throws RangeError naming the test. */
export function checkCounts(name: string, ...counts: readonly Count[]): void {
  for (const { successes, n } of counts) {
    if (
      Number.isSafeInteger(successes) &&
      Number.isSafeInteger(n) &&
      successes >= 0 &&
      successes <= n &&
      n > 0
    )
      continue;
    throw new RangeError(`${name} needs whole counts, 0 <= successes <= n, got ${successes} of ${n}`);
  }
}
