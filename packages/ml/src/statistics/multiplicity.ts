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
