/** Standard normal quantile at .975. */
const Z = 1.959963984540054;

/**
 * The 95 % Wilson score interval of a proportion.
 *
 * centre = (k + z^2/2) / (n + z^2), half = z sqrt(k (n-k) / n + z^2/4) / (n + z^2).
 * Source: E. B. Wilson (1927), Probable inference, JASA 22, 209-212.
 *
 * @throws RangeError unless 0 <= successes <= n and n > 0.
 */
export function wilsonInterval(successes: number, n: number): { low: number; high: number } {
  if (!(n > 0 && successes >= 0 && successes <= n)) {
    throw new RangeError(`wilsonInterval needs 0 <= successes <= n and n > 0, got ${successes} of ${n}`);
  }
  const scale = n + Z * Z;
  const centre = (successes + (Z * Z) / 2) / scale;
  const half = (Z * Math.sqrt((successes * (n - successes)) / n + (Z * Z) / 4)) / scale;
  return { low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}
