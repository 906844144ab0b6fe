import { prepareSeries, type SeriesOptions } from './series.ts';

/** Spending that comes now and then: how much it is when it comes, and how often. */
export interface IntermittentModel {
  kind: 'croston' | 'tsb';
  size: number;
  /** Of a period, that something is spent. */
  probability: number;
  /** What the mean is multiplied by. */
  correction: number;
}

const LEAST_SPENDINGS = 2;

interface IntermittentOptions extends SeriesOptions {
  /** Smoothing of sizes, 0..1. Default .1. */
  alpha?: number;
  /** Smoothing of intervals (Croston) or of the probability (TSB), 0..1. Default .1. */
  beta?: number;
}

function prepare(series: ArrayLike<number>, { period, alpha = 0.1, beta = 0.1 }: IntermittentOptions) {
  for (const rate of [alpha, beta]) {
    if (!(rate > 0 && rate <= 1)) throw new RangeError(`a smoothing rate is in (0, 1], got ${rate}`);
  }
  const values = prepareSeries(series, { period }, 1);
  const negative = values.findIndex((value) => value < 0);
  if (negative !== -1) throw new RangeError(`intermittent spending is not negative, at ${negative} it is`);
  const spendings = values.filter((value) => value > 0);
  if (spendings.length < LEAST_SPENDINGS) {
    throw new RangeError(`intermittent spending needs ${LEAST_SPENDINGS} amounts, got ${spendings.length}`);
  }
  return { values, first: values.findIndex((value) => value > 0), alpha, beta };
}

/**
 * Croston's method with the correction of Syntetos and Boylan: sizes and the intervals between them are smoothed apart,
 * whenever something is spent. forecast = (1 - beta / 2) size / interval. O(n).
 * Source: J. D. Croston (1972), ORQ 23, 289-303; A. Syntetos and J. Boylan (2005), IJF 21, 303-314.
 *
 * @throws RangeError for a negative value, fewer than two spendings, rates outside of (0, 1].
 */
export function fitCroston(series: ArrayLike<number>, options: IntermittentOptions): IntermittentModel {
  const { values, first, alpha, beta } = prepare(series, options);
  let size = values[first] ?? 0;
  let interval = first + 1;
  let since = 0;
  for (const value of values.subarray(first + 1)) {
    since += 1;
    if (value === 0) continue;
    size += alpha * (value - size);
    interval += beta * (since - interval);
    since = 0;
  }
  return { kind: 'croston', size, probability: 1 / interval, correction: 1 - beta / 2 };
}

/**
 * The method of Teunter, Syntetos and Babai: the probability is smoothed in every period, so that it falls where nothing
 * is spent any more. forecast = probability x size. O(n).
 * Source: R. Teunter, A. Syntetos and M. Babai (2011), EJOR 214, 606-615.
 *
 * @throws RangeError as `fitCroston`.
 */
export function fitTsb(series: ArrayLike<number>, options: IntermittentOptions): IntermittentModel {
  const { values, first, alpha, beta } = prepare(series, options);
  let size = values[first] ?? 0;
  let probability = 1 / (first + 1);
  for (const value of values.subarray(first + 1)) {
    if (value > 0) size += alpha * (value - size);
    probability += beta * ((value > 0 ? 1 : 0) - probability);
  }
  return { kind: 'tsb', size, probability, correction: 1 };
}

/** The same mean for each of the next `horizon` periods. */
export function forecastIntermittent(model: IntermittentModel, horizon: number): Float64Array {
  return new Float64Array(horizon).fill(model.correction * model.size * model.probability);
}
