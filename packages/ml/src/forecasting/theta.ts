import { putSeasons, takeSeasons, type SeasonKind } from './decompose.ts';
import { minimise } from './minimise.ts';
import { prepareSeries, type SeriesOptions } from './series.ts';

/** Exponential smoothing of a line that is bent more than the series, with the straight line through the series. */
export interface ThetaModel {
  kind: 'theta';
  theta: number;
  /** Smoothing of the bent line, 0..1. */
  alpha: number;
  /** Its level after the last value. */
  level: number;
  /** The straight line: intercept at the first value, slope a period. */
  intercept: number;
  slope: number;
  length: number;
  seasonKind: SeasonKind;
  /** Indices of the periods to come; empty without seasons. */
  seasons: Float64Array;
}

const LEAST = 3;
const EVALUATIONS = 200;

/** The least squares line over 0, 1, … */
function lineThrough(values: Float64Array): [intercept: number, slope: number] {
  const n = values.length;
  const middle = (n - 1) / 2;
  let [mean, product, square] = [0, 0, 0];
  for (const value of values) mean += value / n;
  values.forEach((value, at) => {
    product += (at - middle) * (value - mean);
    square += (at - middle) ** 2;
  });
  const slope = square === 0 ? 0 : product / square;
  return [mean - slope * middle, slope];
}

interface Smoothed {
  error: number;
  level: number;
}

/** One-step errors of the model over the series, squared and summed, and the level of the bent line at the end. */
function smooth(
  values: Float64Array,
  line: readonly [number, number],
  { theta, alpha }: Pick<ThetaModel, 'theta' | 'alpha'>,
): Smoothed {
  const [intercept, slope] = line;
  let level = theta * (values[0] ?? 0) + (1 - theta) * intercept;
  let error = 0;
  for (let at = 1; at < values.length; at++) {
    const straight = intercept + slope * at;
    const expected = (1 - 1 / theta) * straight + level / theta;
    error += ((values[at] ?? 0) - expected) ** 2;
    const bent = theta * (values[at] ?? 0) + (1 - theta) * straight;
    level += alpha * (bent - level);
  }
  return { error, level };
}

/**
 * The theta method: the mean of the straight line through the series and of the exponentially smoothed line that is bent
 * twice as much (theta = 2), after seasons, if the series has them, were divided out. With `isOptimised`, theta is chosen
 * together with alpha by the smallest one-step errors.
 * forecast(h) = [(1 - 1/theta) (a + b (n - 1 + h)) + level / theta] x season
 *
 * Missing values are filled in first. Seasons of a series that is not positive are taken off instead of divided out.
 * O(evaluations n).
 * Source: V. Assimakopoulos and K. Nikolopoulos (2000), IJF 16, 521-530; J. Fiorucci et al. (2016), Models for optimising
 * the theta method, IJF 32, 1151-1161.
 * @throws RangeError for fewer than three values, infinities, and when more than half is missing.
 */
export function fitTheta(
  series: ArrayLike<number>,
  options: SeriesOptions & { isOptimised?: boolean },
): ThetaModel {
  const values = prepareSeries(series, options, LEAST);
  const { period, isOptimised = false } = options;
  const { kind: seasonKind, ahead: seasons, adjusted } = takeSeasons(values, period, 'tested');
  const line = lineThrough(adjusted);
  const objective = (point: Float64Array) => {
    const [alpha = 0, theta = 2] = point;
    if (!(alpha >= 0.01 && alpha <= 0.9999 && theta >= 1 && theta <= 10)) return Infinity;
    return smooth(adjusted, line, { theta, alpha }).error;
  };
  const start = isOptimised ? [0.5, 2] : [0.5];
  const { point } = minimise(objective, start, {
    steps: [0.2, 1].slice(0, start.length),
    evaluations: EVALUATIONS,
  });
  const [alpha = 0.5, theta = 2] = point;
  const { level } = smooth(adjusted, line, { theta, alpha });
  const [intercept, slope] = line;
  return { kind: 'theta', theta, alpha, level, intercept, slope, length: values.length, seasonKind, seasons };
}

/** The next values, `horizon` of them. */
export function forecastTheta(model: ThetaModel, horizon: number): Float64Array {
  const { theta, level, intercept, slope, length, seasons, seasonKind } = model;
  const values = Float64Array.from({ length: horizon }, (_, ahead) => {
    const straight = intercept + slope * (length + ahead);
    return (1 - 1 / theta) * straight + level / theta;
  });
  return putSeasons(values, { kind: seasonKind, ahead: seasons });
}
