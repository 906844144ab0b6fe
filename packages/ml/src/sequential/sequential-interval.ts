import type { Interval } from '../statistics/index.ts';

interface SequentialOptions {
  /** Of the estimate at this moment. */
  standardError: number;
  /** Observations so far, of all samples together. */
  n: number;
  /** The chance of ever being wrong. */
  alpha?: number;
  /** The number of observations at which the interval is to be tightest. */
  tuning?: number;
}

/**
 * How far an interval reaches that may be looked at after every observation: with probability 1 - alpha (as n grows) the
 * truth is inside at all times at once.
 *
 * half = s sqrt(2 (n r^2 + 1) / (n r^2) L), s the standard error; two-sided L = ln(sqrt(n r^2 + 1) / alpha), one-sided
 * L = ln(1 + sqrt(n r^2 + 1) / (2 alpha)); r^2 = (-2 ln a + ln(-2 ln a + 1)) / tuning, a = alpha, one-sided 2 alpha.
 * Asymptotic: not before some dozen observations. O(1).
 * Source: I. Waudby-Smith, D. Arbour, R. Sinha, E. H. Kennedy and A. Ramdas (2024), Time-uniform central limit theory and
 * asymptotic confidence sequences, Annals of Statistics 52, 2613-2640, theorem 2.2; tuned as in GrowthBook.
 *
 * @throws RangeError unless n > 0, 0 < alpha < 1 (one-sided 1/2), the tuning is positive and the error not negative.
 */
export function sequentialHalfWidth(
  { standardError, n, alpha = 0.05, tuning = 5_000 }: SequentialOptions,
  sides: 1 | 2 = 2,
): number {
  const isPlan = n > 0 && n < Infinity && tuning > 0 && tuning < Infinity;
  const isUsable =
    isPlan && alpha > 0 && alpha * (3 - sides) < 1 && standardError >= 0 && standardError < Infinity;
  if (!isUsable) {
    throw new RangeError(
      `sequentialHalfWidth needs n > 0, a chance between 0 and 1 and a tuning above 0, got ${n}, ${alpha}, ${tuning} and an error of ${standardError}`,
    );
  }
  const log = -2 * Math.log(alpha * (3 - sides));
  const spread = (n * (log + Math.log(log + 1))) / tuning;
  const root = Math.sqrt(spread + 1);
  const reach = sides === 2 ? Math.log(root / alpha) : Math.log(1 + root / (2 * alpha));
  return standardError * Math.sqrt((2 * (spread + 1) * reach) / spread);
}

/** The two-sided interval of `sequentialHalfWidth` around an estimate. */
export function sequentialInterval(estimate: number, options: SequentialOptions): Interval {
  const half = sequentialHalfWidth(options);
  return { low: estimate - half, high: estimate + half };
}
