/**
 * Benjamini and Hochberg's adjusted p-values: refusing those at most q keeps the share of false refusals at q or below,
 * for independent tests.
 *
 * p(i) sorted ascending; adjusted(i) = min over j >= i of min(1, m p(j) / j). In the order given. O(m log m).
 * Source: Y. Benjamini and Y. Hochberg (1995), Controlling the false discovery rate, JRSS B 57, 289-300.
 *
 * @throws RangeError for a value outside of 0..1.
 */
export function benjaminiHochberg(pValues: readonly number[]): number[] {
  const order = ascending('benjaminiHochberg', pValues);
  const adjusted = new Array<number>(pValues.length).fill(1);
  let least = 1;
  for (let rank = order.length; rank >= 1; rank--) {
    const index = order[rank - 1] ?? 0;
    least = Math.min(least, ((pValues[index] ?? 1) * order.length) / rank);
    adjusted[index] = least;
  }
  return adjusted;
}

/**
 * Holm's adjusted p-values: refusing those at most a keeps the chance of any false refusal at a or below, whatever the
 * dependence.
 *
 * p(i) sorted ascending; adjusted(i) = max over j <= i of min(1, (m - j + 1) p(j)). In the order given. O(m log m).
 * Source: S. Holm (1979), A simple sequentially rejective multiple test procedure, Scandinavian Journal of Statistics 6,
 * 65-70.
 *
 * @throws RangeError for a value outside of 0..1.
 */
export function holm(pValues: readonly number[]): number[] {
  const order = ascending('holm', pValues);
  const adjusted = new Array<number>(pValues.length).fill(1);
  let most = 0;
  for (const [before, index] of order.entries()) {
    most = Math.max(most, Math.min(1, (pValues[index] ?? 1) * (order.length - before)));
    adjusted[index] = most;
  }
  return adjusted;
}

function ascending(name: string, pValues: readonly number[]): number[] {
  const wrong = pValues.find((p) => !(p >= 0 && p <= 1));
  if (wrong !== undefined) throw new RangeError(`${name} needs p-values of 0..1, got ${wrong}`);
  return pValues.map((_, index) => index).sort((a, b) => (pValues[a] ?? 0) - (pValues[b] ?? 0));
}

/**
 * The least log e-value that is taken, so that the share of false ones among those taken is at most `rate` on average,
 * whatever the dependence (e-BH). Infinity where none may be taken.
 *
 * e(k) >= tests / (rate k) for the largest such k, e(k) the k-th largest. What has no evidence need not be given but
 * counts among the tests. O(m log m).
 * Source: R. Wang and A. Ramdas (2022), False discovery rate control with e-values, JRSS B 84, 822-852.
 *
 * @throws RangeError for fewer tests than e-values, or a rate outside of 0..1.
 */
export function leastEvidence(
  logEvidence: readonly number[],
  { tests, rate }: { tests: number; rate: number },
): number {
  if (!(tests >= logEvidence.length)) {
    throw new RangeError(
      `leastEvidence needs all tests counted, got ${tests} for ${logEvidence.length} e-values`,
    );
  }
  if (!(rate > 0 && rate < 1))
    throw new RangeError(`leastEvidence needs a rate between 0 and 1, got ${rate}`);
  const sorted = [...logEvidence].sort((a, b) => b - a);
  const taken = sorted.findLastIndex((log, index) => log >= Math.log(tests / (rate * (index + 1))));
  return taken < 0 ? Infinity : (sorted[taken] ?? Infinity);
}
