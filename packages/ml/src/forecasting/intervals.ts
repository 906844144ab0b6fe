import { quantile } from '../statistics/index.ts';
import { forecastCheaply } from './combination.ts';
import { checkHorizon } from './forecast.ts';
import { prepareSeries, type SeriesOptions } from './series.ts';

/** How far around a forecast the truth is to be expected. */
export type ForecastSpread =
  | { status: 'measured'; halfWidths: Float64Array; errors: number }
  | { status: 'insufficient_data'; needed: number; has: number };

const ORIGINS = 40;
/** Values that are kept for learning at the first origin, at least, and seasons. */
const LEAST_LEARNED = 8;
const LEAST_SEASONS = 3;
const LEAST_ERRORS = 10;

export interface SpreadOptions extends SeriesOptions {
  horizon: number;
  /** How often the truth may lie outside, 0..1. */
  risk: number;
  /**
   * The forecast whose spread is measured, from the first `origin` values of the series alone, `ahead` values of it.
   * Default the mean of the quick members of the combination.
   */
  forecastFrom?: (origin: number, ahead: number) => ArrayLike<number>;
}

/**
 * Half-widths of intervals around a combination's forecast, one for each of the next `horizon` periods, that hold the
 * truth with probability 1 - risk for a series that goes on as it was. Errors are those of up to 40 origins in the past,
 * at each of which seasons and the quick members (damped trend, both thetas, changes) are fitted to what was known then;
 * or those of another method, which `forecastFrom` forecasts.
 * half-width(h) = s(h) x the (m + 1) (1 - risk) / m quantile (type 7) of |error| / s over all horizons of m origins; s(h)
 * is the mean absolute error of h periods ahead, never less than that of fewer periods; beyond the longest that was
 * measured it grows as the square root.
 *
 * Missing values are filled in from what was known at an origin; where the truth is missing there is no error. Origins
 * have 8 values and 3 seasons before them. Of fewer than ten errors the answer is `insufficient_data`, with how many
 * values are needed for this horizon, more if they have gaps. Deterministic. O(40 · 400 n).
 *
 * What is not promised: errors of neighbouring origins are alike and s is measured on the same errors, so that the
 * guarantee of conformal prediction, which asks for exchangeable ones, holds approximately. Of fewer than 1 / risk - 1
 * origins the largest error stands for the quantile, which is less than was asked for. At risk .1 the intervals hold 91 %
 * of what came in M3's monthly series, 95 % in the others, 88 % in quarterly ones, and 84 % in yearly ones, which are the
 * shortest (`npm run bench -- ml m3`).
 * Source: V. Vovk, A. Gammerman and G. Shafer (2005), Algorithmic learning in a random world, for the quantile;
 * K. Stankeviciute, A. Alaa and M. van der Schaar (2021), Conformal time-series forecasting, NeurIPS, for horizons; scales
 * and the pooling of horizons are ours.
 *
 * @throws RangeError for infinities, when more than half is missing, a horizon outside of 1 .. 10,000, a risk outside of
 *   (0, 1), a forecast of `forecastFrom` that is too short or not finite, and as that.
 */
export function fitSpread(series: ArrayLike<number>, options: SpreadOptions): ForecastSpread {
  const { period, horizon, risk } = options;
  checkHorizon(horizon);
  if (!(risk > 0 && risk < 1)) throw new RangeError(`a risk is between 0 and 1, got ${risk}`);
  const lead = series.length - prepareSeries(series, { period }, 1).length;
  const known = Float64Array.from(series);
  const least = Math.max(LEAST_LEARNED, period > 1 ? LEAST_SEASONS * period : 0);
  const errors = errorsByHorizon(known, originsOf(known, { lead, least }), options);
  const count = errors.reduce((sum, some) => sum + some.length, 0);
  if (count < LEAST_ERRORS) {
    const has = countKnown(known);
    return { status: 'insufficient_data', needed: Math.max(least + leastOrigins(horizon), has + 1), has };
  }
  const scales = scalesOf(errors);
  const relative = errors.flatMap((some, ahead) => some.map((error) => error / (scales[ahead] ?? 1)));
  // Errors of one origin go together: origins are what is counted.
  const origins = errors[0]?.length ?? 1;
  const level = Math.min(1, ((origins + 1) * (1 - risk)) / origins);
  const largest = quantile(relative, level);
  return { status: 'measured', halfWidths: scales.map((scale) => largest * scale), errors: count };
}

const countKnown = (values: Float64Array) =>
  values.reduce((count, value) => (Number.isNaN(value) ? count : count + 1), 0);

/** Places with a value and enough before them: the last one and every so many before it, at most 40. */
function originsOf(values: Float64Array, { lead, least }: { lead: number; least: number }): number[] {
  const all: number[] = [];
  let before = 0;
  values.forEach((value, at) => {
    if (Number.isNaN(value)) return;
    const length = at - lead;
    if (length >= least && before >= LEAST_LEARNED && 2 * before >= length) all.push(at);
    before += 1;
  });
  const step = Math.max(1, Math.ceil(all.length / ORIGINS));
  return all.filter((_, at) => (all.length - 1 - at) % step === 0);
}

/** Origins that give enough errors: the last one gives one error, the one before two, … up to the horizon. */
function leastOrigins(horizon: number): number {
  let [origins, errors] = [0, 0];
  while (errors < LEAST_ERRORS) {
    origins += 1;
    errors += Math.min(origins, horizon);
  }
  return origins;
}

/** Absolute errors of past forecasts, by how many periods ahead they looked. */
function errorsByHorizon(
  values: Float64Array,
  origins: readonly number[],
  { period, horizon, forecastFrom }: SpreadOptions,
): number[][] {
  const errors: number[][] = Array.from({ length: horizon }, () => []);
  for (const origin of origins) {
    const rest = values.subarray(origin, Math.min(values.length, origin + horizon));
    const said = forecastFrom
      ? forecastFrom(origin, rest.length)
      : forecastCheaply(prepareSeries(values.subarray(0, origin), { period }), period, rest.length);
    rest.forEach((value, ahead) => {
      const forecast = said[ahead] ?? NaN;
      if (!Number.isFinite(forecast)) {
        throw new RangeError(`the forecast ${ahead + 1} ahead of ${origin} values is ${forecast}`);
      }
      if (!Number.isNaN(value)) errors[ahead]?.push(Math.abs(value - forecast));
    });
  }
  return errors;
}

const TRUSTED = 3;

/** Mean absolute error by horizon, never falling; carried on by the square root where fewer than three were measured. */
function scalesOf(errors: readonly number[][]): Float64Array {
  let largest = Number.MIN_VALUE;
  let measured = 0;
  return Float64Array.from(errors, (some, index) => {
    if (some.length >= TRUSTED) {
      largest = Math.max(largest, some.reduce((sum, error) => sum + error, 0) / some.length);
      measured = index + 1;
      return largest;
    }
    return measured === 0 ? largest : largest * Math.sqrt((index + 1) / measured);
  });
}
