import type { Regressors } from '../calendar/index.ts';
import {
  fitCombination,
  forecastCheaply,
  forecastCombination,
  type CombinationModel,
} from './combination.ts';
import { measureEffects, putEffects, takeEffects, type Effects } from './effects.ts';
import { checkForecast, checkHorizon, forecast, type ForecastModel } from './forecast.ts';
import { prepareSeries, type SeriesOptions } from './series.ts';

/** What regressors say of a series, and a forecast of the rest of it. */
export interface RegressionModel extends Effects {
  kind: 'regression';
  names: readonly string[];
  /** How much of the measured effects is in the coefficients: what would have served best in the past, 0, .5 or 1. */
  share: number;
  remainder: ForecastModel | CombinationModel;
}

export interface RegressionOptions extends SeriesOptions {
  /** As many values of each column as the series has. */
  regressors: Regressors;
  /** How what is left is forecast. Default `fitCombination`. */
  fitRemainder?: (series: Float64Array, options: SeriesOptions) => ForecastModel | CombinationModel;
}

const LEAST = 5;
/** Values that are kept for learning at the first origin, at least. */
const LEAST_LEARNED = 8;
const ORIGINS = 5;
/** The most periods that are told from one origin. */
const AHEAD = 18;
const SHARES = [0, 0.5, 1];

function checkRegressors({ names, columns }: Regressors, length: number): void {
  if (names.length !== columns.length) {
    throw new RangeError(`there are ${names.length} names for ${columns.length} regressors`);
  }
  if (columns.length === 0) throw new RangeError('a regression needs a regressor, there is none');
  columns.forEach((column, at) => {
    if (column.length !== length) {
      throw new RangeError(`regressor ${names[at]} needs ${length} values, it has ${column.length}`);
    }
    const wrong = column.findIndex((value) => !Number.isFinite(value));
    if (wrong !== -1) throw new RangeError(`regressor ${names[at]} is ${column[wrong]} at ${wrong}`);
  });
}

function scaled(effects: Effects, share: number): Effects {
  return { ...effects, coefficients: effects.coefficients.map((value) => share * value) };
}

interface Known {
  values: Float64Array;
  columns: readonly Float64Array[];
  period: number;
}

/** Absolute errors of each share of the effects, told from one origin by the quick members of the combination. */
function errorsFrom(origin: number, length: number, { values, columns, period }: Known): number[] {
  const past = values.slice(0, origin);
  const then = columns.map((column) => column.subarray(0, origin));
  const ahead = columns.map((column) => column.subarray(origin, origin + length));
  const effects = measureEffects(past, then, period);
  return SHARES.map((share) => {
    const some = scaled(effects, share);
    const rest = prepareSeries(takeEffects(past, then, some), { period });
    const said = putEffects(forecastCheaply(rest, period, length), ahead, some);
    return said.reduce((sum, value, at) => {
      const truth = values[origin + at] ?? NaN;
      return Number.isNaN(truth) ? sum : sum + Math.abs(truth - value);
    }, 0);
  });
}

/** The share that would have served best over the last third of the series; 0 where it is too short to tell. */
function chooseShare(known: Known): number {
  const { length } = known.values;
  const block = Math.min(AHEAD, Math.ceil(length / 3 / ORIGINS));
  const errors = SHARES.map(() => 0);
  for (let turn = 1; turn <= ORIGINS; turn++) {
    const origin = length - turn * block;
    const has = known.values.subarray(0, Math.max(0, origin)).filter((value) => !Number.isNaN(value)).length;
    if (has < LEAST_LEARNED || 2 * has < origin) break;
    errorsFrom(origin, block, known).forEach((error, at) => (errors[at] = (errors[at] ?? 0) + error));
  }
  const best = errors.reduce((least, error, at) => (error < (errors[least] ?? 0) ? at : least), 0);
  return SHARES[best] ?? 0;
}

/**
 * Regression on what is known beforehand, such as `calendarRegressors`, with a level that moves, and a forecast of the
 * rest: y(t) = sum coefficient (x(t) - mean x) + rest(t). Coefficients are least squares of what simple smoothing leaves
 * of the series on what it leaves of the columns, which is generalised least squares with errors of a moving level, since
 * smoothing is linear. Besides level, line and seasons of `period`, columns are taken while they lower Akaike's corrected
 * criterion by more than the search among them would by chance; the rate of smoothing, of 0, .05, … 1, is that with the
 * lowest. Of the effects all, half or nothing is kept: what would have served best from five origins in the last third of
 * the series. What is left is forecast by another method. A positive series is regressed in logarithms, so that effects
 * are shares of it.
 *
 * Missing values are skipped in the regression and filled in by the method for the rest; regressors have none. What the
 * seasons say already stays with them: a daily series of period 7 keeps its days of the week there. Seasons are known to
 * the regression where there are three of at most 53 periods. Of fewer than a dozen values effects are not told.
 * Deterministic. O(9 · 6 n columns^2), and the method for the rest.
 * Source: R. J. Hyndman et al. (2008), Forecasting with exponential smoothing, section 9.1, with a level for the state;
 * the choice of columns as in D. P. Foster and E. I. George (1994), The risk inflation criterion for multiple regression,
 * Annals of Statistics 22, 1947-1975; the share is ours.
 *
 * @throws RangeError for fewer than five values, infinities, when more than half is missing, without regressors, for
 *   regressors of another length or that are not finite, and as `fitRemainder`.
 */
export function fitRegression(series: ArrayLike<number>, options: RegressionOptions): RegressionModel {
  const { period, regressors, fitRemainder = fitCombination } = options;
  const given = Float64Array.from(series);
  const lead = given.length - prepareSeries(given, { period }, LEAST).length;
  checkRegressors(regressors, given.length);
  const values = given.slice(lead);
  const columns = regressors.columns.map((column) => column.subarray(lead));
  const measured = measureEffects(values, columns, period);
  const isTold = measured.coefficients.some((coefficient) => coefficient !== 0);
  const share = isTold ? chooseShare({ values, columns, period }) : 0;
  const effects = scaled(measured, share);
  const remainder = fitRemainder(takeEffects(values, columns, effects), { period });
  return { kind: 'regression', ...effects, names: [...regressors.names], share, remainder };
}

/**
 * The next values, as many as there are of the regressors, which are those of the fit in the same order. O(horizon).
 * @throws RangeError for other regressors, a horizon outside of 1 .. 10,000, and where the forecast is not finite since
 *   the regressors are far from any that were seen.
 */
export function forecastRegression(model: RegressionModel, ahead: Regressors): Float64Array {
  const { names, remainder } = model;
  if (ahead.names.length !== names.length || ahead.names.some((name, at) => name !== names[at])) {
    throw new RangeError(`the regressors are ${names.join(', ')}, got ${ahead.names.join(', ')}`);
  }
  const horizon = ahead.columns[0]?.length ?? 0;
  checkHorizon(horizon);
  checkRegressors(ahead, horizon);
  const rest =
    remainder.kind === 'combination' ? forecastCombination(remainder, horizon) : forecast(remainder, horizon);
  return checkForecast(putEffects(rest, ahead.columns, model));
}
