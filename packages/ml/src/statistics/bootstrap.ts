import { normalCdf, normalQuantile } from '../distributions/index.ts';
import type { Random } from '../random/index.ts';
import type { Interval } from './interval.ts';
import { quantile } from './quantile.ts';
import { checkSamples, tooFew, type InsufficientData } from './test-result.ts';

interface BootstrapOptions {
  random: Random;
  confidence?: number;
  draws?: number;
}

/** An estimate and its interval. */
export interface Bootstrapped extends Interval {
  status: 'estimated';
  estimate: number;
}

/**
 * BCa bootstrap interval of any statistic of one sample: percentiles of its value over resamples, corrected for bias and
 * for a spread that changes with the value.
 *
 * z0 = Phi^-1(share of resamples below the estimate, ties half); a = sum d^3 / (6 (sum d^2)^1.5), d = mean of the
 * jackknife values less each; ends at Phi(z0 + (z0 + z) / (1 - a (z0 + z))), z = +-Phi^-1(1/2 + confidence/2), by type 7
 * quantiles. A statistic that never varies gives an interval of no width. At least 2 values.
 * O((draws + n) cost of the statistic). Seeded by `random`.
 * Source: B. Efron (1987), Better bootstrap confidence intervals, JASA 82, 171-185.
 *
 * @throws RangeError for a value that is not finite, of the sample or of the statistic, a confidence outside of 0..1, or no
 * whole number of draws above 0.
 */
export function bootstrapInterval(
  sample: ArrayLike<number>,
  statistic: (sample: Float64Array) => number,
  { random, confidence = 0.95, draws = 2_000 }: BootstrapOptions,
): Bootstrapped | InsufficientData {
  checkSamples('bootstrapInterval', sample);
  if (!(confidence > 0 && confidence < 1 && Number.isSafeInteger(draws) && draws > 0)) {
    throw new RangeError(
      `bootstrapInterval needs a confidence between 0 and 1 and draws, got ${confidence} and ${draws}`,
    );
  }
  const refusal = tooFew(2, sample);
  if (refusal) return refusal;
  const values = Float64Array.from(sample);
  const estimate = statistic(values.slice());
  const resampled = Array.from({ length: draws }, () =>
    statistic(Float64Array.from(values, () => values[random.integer(values.length)] ?? 0)),
  );
  checkSamples('bootstrapInterval of a statistic', [estimate], resampled);
  const below = resampled.filter((value) => value < estimate).length;
  const ties = resampled.filter((value) => value === estimate).length;
  if (ties === draws) return { status: 'estimated', estimate, low: estimate, high: estimate };
  const share = Math.min(1 - 0.5 / draws, Math.max(0.5 / draws, (below + ties / 2) / draws));
  const bias = normalQuantile(share);
  const skew = accelerationOf(values, statistic);
  const end = (z: number) => {
    const moved = bias + z;
    return quantile(resampled, normalCdf(bias + moved / (1 - skew * moved)));
  };
  const z = normalQuantile(0.5 + confidence / 2);
  return { status: 'estimated', estimate, low: end(-z), high: end(z) };
}

function accelerationOf(values: Float64Array, statistic: (sample: Float64Array) => number): number {
  const without = Array.from(values, (_, left) => statistic(values.filter((__, index) => index !== left)));
  const mean = without.reduce((total, value) => total + value, 0) / without.length;
  const [squares, cubes] = without.reduce(
    ([two, three], value) => [two + (mean - value) ** 2, three + (mean - value) ** 3],
    [0, 0],
  );
  return squares === 0 ? 0 : cubes / (6 * squares ** 1.5);
}
