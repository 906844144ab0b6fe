import { prepareSeries, type SeriesOptions } from './series.ts';

/** Changes from one period to the next that lean on the last two of them. */
export interface ChangesModel {
  kind: 'changes';
  /** Whether the changes are those of logarithms. */
  isLog: boolean;
  /** The last value, or its logarithm. */
  last: number;
  /** The mean change, half of which is taken to go on. */
  mean: number;
  /** The last two changes less their mean, newest first. */
  recent: readonly [number, number];
  /** Weights of the last two. */
  weights: readonly [number, number];
}

const LEAST = 4;
/** How much of the mean change is taken to go on: trends of the past outlast it by half. */
const KEPT_DRIFT = 0.5;

/**
 * Autoregression of order two on the changes of a series (of its logarithms, where it is positive), by the Yule-Walker
 * equations, so that it is stable; half of the mean change goes on as drift. Missing values are filled in first. O(n).
 * Source: G. E. P. Box and G. M. Jenkins (1970), Time series analysis, ARIMA(2,1,0); the half is ours.
 *
 * @throws RangeError for fewer than four values, infinities, and when more than half is missing.
 */
export function fitChanges(series: ArrayLike<number>, options: SeriesOptions): ChangesModel {
  const values = prepareSeries(series, options, LEAST);
  const isLog = values.every((value) => value > 0);
  const levels = isLog ? values.map(Math.log) : values;
  const changes = Float64Array.from(
    { length: levels.length - 1 },
    (_, at) => (levels[at + 1] ?? 0) - (levels[at] ?? 0),
  );
  const mean = changes.reduce((sum, change) => sum + change, 0) / changes.length;
  const centred = changes.map((change) => change - mean);
  const n = centred.length;
  return {
    ...{ kind: 'changes', isLog, last: levels[n] ?? 0, mean },
    recent: [centred[n - 1] ?? 0, centred[n - 2] ?? 0],
    weights: yuleWalker(centred),
  };
}

function yuleWalker(centred: Float64Array): [number, number] {
  const product = (lag: number) => {
    let sum = 0;
    for (let at = lag; at < centred.length; at++) sum += (centred[at] ?? 0) * (centred[at - lag] ?? 0);
    return sum;
  };
  const variance = product(0);
  if (variance === 0) return [0, 0];
  const [first, second] = [product(1) / variance, product(2) / variance];
  const rest = 1 - first * first;
  if (rest < 1e-9) return [first, 0];
  const two = (second - first * first) / rest;
  return [first * (1 - two), two];
}

/** The next values, `horizon` of them. */
export function forecastChanges(model: ChangesModel, horizon: number): Float64Array {
  const { isLog, mean, weights } = model;
  let level = model.last;
  let [newest, before] = model.recent;
  return Float64Array.from({ length: horizon }, () => {
    const change = weights[0] * newest + weights[1] * before;
    [newest, before] = [change, newest];
    level += change + KEPT_DRIFT * mean;
    return isLog ? Math.exp(level) : level;
  });
}
