import { prepareSeries, type SeriesOptions } from './series.ts';

/** The last season, again and again; for a period of 1 the last value. */
export interface SeasonalNaiveModel {
  kind: 'seasonal naive';
  season: Float64Array;
}

/** The line from the first to the last value. */
export interface DriftModel {
  kind: 'drift';
  last: number;
  slope: number;
}

/** forecast(h) = the value of the same season in the last one seen. Needs one season. O(n). */
export function fitSeasonalNaive(series: ArrayLike<number>, { period }: SeriesOptions): SeasonalNaiveModel {
  const values = prepareSeries(series, { period }, 1);
  if (values.length < period) {
    throw new RangeError(`the series needs ${period} values, it has ${values.length}`);
  }
  return { kind: 'seasonal naive', season: values.slice(values.length - period) };
}

export function forecastSeasonalNaive({ season }: SeasonalNaiveModel, horizon: number): Float64Array {
  return Float64Array.from({ length: horizon }, (_, ahead) => season[ahead % season.length] ?? 0);
}

/** forecast(h) = last + h (last - first) / (n - 1). Needs two values. O(n). */
export function fitDrift(series: ArrayLike<number>, options: SeriesOptions): DriftModel {
  const values = prepareSeries(series, options, 2);
  const [first = 0, last = 0] = [values[0], values[values.length - 1]];
  return { kind: 'drift', last, slope: (last - first) / (values.length - 1) };
}

export function forecastDrift({ last, slope }: DriftModel, horizon: number): Float64Array {
  return Float64Array.from({ length: horizon }, (_, ahead) => last + (ahead + 1) * slope);
}
