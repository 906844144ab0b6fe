import { studentQuantile } from '../distributions/index.ts';
import { momentsOf, tooFew, type InsufficientData } from '../statistics/index.ts';
import { magnitudeOf } from '../tables/index.ts';
import { checkValues } from './check-values.ts';
import { robustScale } from './robust-z-scores.ts';

const LEAST_VALUES = 15;

export interface ExtremeDeviatesOptions {
  /** How many outliers there may be at most, below half of the values; a tenth of the values if left out. */
  most?: number;
  /** The probability of saying that there is one where there is none. .05 if left out. */
  alpha?: number;
  /** Whether distances are measured from the median in median deviations. False if left out. */
  isRobust?: boolean;
}

export interface ExtremeDeviates {
  status: 'tested';
  /** Places of the outliers, the most extreme first. */
  outliers: number[];
  /** For 1, 2 … `most` outliers: place of the most extreme that is left, how far it is, and from where on that is too far. */
  steps: { at: number; statistic: number; critical: number }[];
}

/**
 * The generalised extreme Studentised deviate test: how many of up to `most` values are outliers of a normal distribution,
 * also where they hide each other.
 *
 * R_i = max |x - mean| / s over what the steps before left; lambda_i = (n - i) t / sqrt((n - i - 1 + t^2) (n - i + 1)), t the
 * quantile 1 - alpha / (2 (n - i + 1)) of Student's distribution with n - i - 1 degrees of freedom. The largest i with
 * R_i > lambda_i is their number. Of equal distances the first value. R_i is 0 where s is below 1e-12 of the mean: rounding.
 * With `isRobust`, median and median absolute deviation (as in `robustZScores`) stand for mean and s: more outliers are found,
 * and alpha is no longer kept. At least 15 values, as the critical values are not right for fewer. O(most n), robust
 * O(most n log n).
 * Source: B. Rosner (1983), Percentage points for a generalized ESD many-outlier procedure, Technometrics 25, 165-172.
 *
 * @throws RangeError for a value that is not finite or beyond 1e307, `most` outside of 1 .. below n / 2, alpha outside of
 *   0..1.
 */
export function extremeDeviatesTest(
  values: ArrayLike<number>,
  options: ExtremeDeviatesOptions = {},
): ExtremeDeviates | InsufficientData {
  checkValues('extremeDeviatesTest', values);
  const refusal = tooFew(LEAST_VALUES, values);
  if (refusal) return refusal;
  const n = values.length;
  const { most = Math.floor(n / 10), alpha = 0.05, isRobust = false } = options;
  if (!(Number.isInteger(most) && most >= 1 && most < n / 2 && alpha > 0 && alpha < 1)) {
    throw new RangeError(`most is whole, 1 .. below ${n / 2}, and alpha in 0..1, got ${most} and ${alpha}`);
  }
  const left = Array.from({ length: n }, (_, at) => at);
  const steps: ExtremeDeviates['steps'] = [];
  let count = 0;
  for (let i = 1; i <= most; i++) {
    const rest = inUnits(left.map((at) => values[at] ?? 0));
    const { centre, scale } = isRobust ? robustly(rest) : plainly(rest);
    let place = 0;
    rest.forEach((value, at) => {
      if (Math.abs(value - centre) > Math.abs((rest[place] ?? 0) - centre)) place = at;
    });
    const away = Math.abs((rest[place] ?? 0) - centre);
    const statistic = scale > 1e-12 * Math.abs(centre) ? away / scale : 0;
    const critical = criticalValue(n, i, alpha);
    steps.push({ at: left[place] ?? 0, statistic, critical });
    if (statistic > critical) count = i;
    left.splice(place, 1);
  }
  return { status: 'tested', outliers: steps.slice(0, count).map(({ at }) => at), steps };
}

/** Divided by a power of two, so that their squares neither overflow nor vanish. */
function inUnits(values: readonly number[]): number[] {
  const unit = magnitudeOf(Float64Array.from(values));
  return values.map((value) => value / unit);
}

function plainly(values: readonly number[]): { centre: number; scale: number } {
  const { mean, variance } = momentsOf(values);
  return { centre: mean, scale: Math.sqrt(variance) };
}

function robustly(values: readonly number[]): { centre: number; scale: number } {
  const { median, scale } = robustScale(values);
  return { centre: median, scale };
}

function criticalValue(n: number, i: number, alpha: number): number {
  const t = studentQuantile(1 - alpha / (2 * (n - i + 1)), n - i - 1);
  return ((n - i) * t) / Math.sqrt((n - i - 1 + t * t) * (n - i + 1));
}
