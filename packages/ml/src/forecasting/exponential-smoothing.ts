import { seasonalIndices, withoutSeasons, type SeasonKind } from './decompose.ts';
import { minimise } from './minimise.ts';
import { prepareSeries, type SeriesOptions } from './series.ts';
import { extendSmoothing, runSmoothing, type SmoothingForm, type SmoothingParameters } from './smoothing.ts';
import type { SmoothingState } from './smoothing.ts';

export interface SmoothingModel {
  kind: 'smoothing';
  form: SmoothingForm;
  parameters: SmoothingParameters;
  state: SmoothingState;
  /** Akaike's criterion, corrected for short series; Infinity where there are too few values for it. */
  aicc: number;
}

const PHI = { least: 0.8, most: 0.98 };
const EVALUATIONS = 400;
/** Of the first values, the line through which is where level and slope begin. */
const FIRST = 10;

function startOf(values: Float64Array, form: SmoothingForm, period: number): SmoothingState {
  const kind = form.season;
  const seasons = kind === 'none' ? new Float64Array(0) : seasonalIndices(values, period, kind);
  const adjusted = kind === 'none' ? values : withoutSeasons(values, seasons, kind);
  const first = adjusted.subarray(0, Math.min(Math.max(FIRST, 2 * seasons.length), adjusted.length));
  const middle = (first.length - 1) / 2;
  const mean = first.reduce((sum, value) => sum + value, 0) / first.length;
  let [product, square] = [0, 0];
  first.forEach((value, at) => {
    product += (at - middle) * (value - mean);
    square += (at - middle) ** 2;
  });
  const slope = form.trend === 'none' || square === 0 ? 0 : product / square;
  return { level: form.trend === 'none' ? mean : mean - slope * (middle + 1), slope, seasons };
}

/** Parameters from a point of the search, null where they are not allowed. */
function readPoint(form: SmoothingForm, point: ArrayLike<number>): SmoothingParameters | null {
  const rest = Array.from(point);
  const next = () => rest.shift() ?? 0;
  const alpha = next();
  const beta = form.trend === 'none' ? 0 : next();
  const gamma = form.season === 'none' ? 0 : next();
  const phi = form.trend === 'damped' ? next() : form.trend === 'none' ? 0 : 1;
  const isAllowed =
    alpha >= 1e-4 &&
    alpha <= 0.9999 &&
    (form.trend === 'none' || (beta >= 1e-4 && beta <= alpha)) &&
    (form.season === 'none' || (gamma >= 1e-4 && gamma <= 1 - alpha)) &&
    (form.trend !== 'damped' || (phi >= PHI.least && phi <= PHI.most));
  return isAllowed ? { alpha, beta, gamma, phi } : null;
}

/** -2 ln of the likelihood, but for a constant. */
function deviance(length: number, { squares, logs }: { squares: number; logs: number }): number {
  return length * Math.log(Math.max(squares, 1e-300)) + 2 * logs;
}

/**
 * Exponential smoothing of one form (simple, Holt, damped, Holt-Winters), parameters, first level and first slope by
 * maximum likelihood; first seasons by classical decomposition.
 * phi lies in .8 .. .98. Missing values are filled in first. O(400 n).
 * Source: R. J. Hyndman et al. (2008), Forecasting with exponential smoothing, chapters 2 and 5.
 *
 * @throws RangeError for fewer than two values, or fewer than two seasons and three values of a form with seasons; for
 *   multiplicative forms of a series that is not positive; for infinities; when more than half is missing.
 */
export function fitSmoothing(
  series: ArrayLike<number>,
  { period, form }: SeriesOptions & { form: SmoothingForm },
): SmoothingModel {
  const least = form.season === 'none' ? 2 : 2 * period + 3;
  if (form.season !== 'none' && period < 2) throw new RangeError('a season of one period is none');
  const values = prepareSeries(series, { period }, least);
  const isPositive = values.every((value) => value > 0);
  if (!isPositive && (form.error === 'multiplicative' || form.season === 'multiplicative')) {
    throw new RangeError('multiplicative smoothing needs a series of positive values');
  }
  const start = startOf(values, form, period);
  const scale = Math.max(
    spreadOf(values),
    1e-12 * values.reduce((most, value) => Math.max(most, Math.abs(value)), 0),
  );
  const names = parameterCount(form);
  const seasons = start.seasons.slice();
  const run = (point: ArrayLike<number>) => {
    const parameters = readPoint(form, point);
    if (!parameters) return null;
    seasons.set(start.seasons);
    const level = start.level + scale * (point[names] ?? 0);
    const slope = form.trend === 'none' ? 0 : start.slope + scale * (point[names + 1] ?? 0);
    return { parameters, ...runSmoothing(values, form, { parameters, start: { level, slope, seasons } }) };
  };
  const objective = (point: Float64Array) => {
    const ran = run(point);
    return ran && Number.isFinite(ran.squares) ? deviance(values.length, ran) : Infinity;
  };
  const { point, value } = minimise(objective, ...firstPoints(form));
  const best = run(point);
  if (!best) throw new RangeError('no parameters are allowed');
  const free = point.length + Math.max(0, seasons.length - 1) + 1;
  const left = values.length - free - 1;
  const aicc = left <= 0 ? Infinity : value + 2 * free + (2 * free * (free + 1)) / left;
  return { kind: 'smoothing', form, parameters: best.parameters, state: best.state, aicc };
}

const parameterCount = ({ trend, season }: SmoothingForm) =>
  1 + (trend === 'none' ? 0 : 1) + (season === 'none' ? 0 : 1) + (trend === 'damped' ? 1 : 0);

/** Where the search begins: parameters, then first level and slope as offsets in units of the spread. */
function firstPoints(
  form: SmoothingForm,
): [start: number[], options: { steps: number[]; evaluations: number }] {
  const start = [0.3];
  const steps = [0.2];
  if (form.trend !== 'none') {
    start.push(0.05);
    steps.push(0.05);
  }
  if (form.season !== 'none') {
    start.push(0.05);
    steps.push(0.05);
  }
  if (form.trend === 'damped') {
    start.push(0.95);
    steps.push(-0.05);
  }
  start.push(0);
  steps.push(0.5);
  if (form.trend !== 'none') {
    start.push(0);
    steps.push(0.1);
  }
  return [start, { steps, evaluations: EVALUATIONS }];
}

function spreadOf(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

/** The next values, `horizon` of them. */
export function forecastSmoothing(
  { form, parameters, state }: SmoothingModel,
  horizon: number,
): Float64Array {
  return extendSmoothing(state, { kind: form.season, phi: parameters.phi }, horizon);
}

const TRENDS = ['none', 'additive', 'damped'] as const;

/** The forms that are tried: not those whose variance has no bound. */
function formsFor(values: Float64Array, period: number): SmoothingForm[] {
  const canBeSeasonal = period > 1 && period <= 24 && values.length >= 2 * period + 3;
  const isPositive = values.every((value) => value > 0);
  const forms: SmoothingForm[] = [];
  for (const trend of TRENDS) {
    for (const error of isPositive ? (['additive', 'multiplicative'] as const) : (['additive'] as const)) {
      const seasons: SeasonKind[] = ['none'];
      if (canBeSeasonal) seasons.push('additive');
      if (canBeSeasonal && error === 'multiplicative') seasons.push('multiplicative');
      for (const season of seasons) forms.push({ error, trend, season });
    }
  }
  return forms;
}

/**
 * The form of exponential smoothing with the smallest corrected Akaike criterion, of up to 15. A constant series gets the
 * simplest, and seasons of more than 24 periods are not tried. O(15 · 400 n).
 * Source: R. J. Hyndman et al. (2002), A state space framework for automatic forecasting, IJF 18, 439-454.
 *
 * @throws RangeError as `fitSmoothing`.
 */
export function selectSmoothing(series: ArrayLike<number>, { period }: SeriesOptions): SmoothingModel {
  const values = prepareSeries(series, { period }, 2);
  const simple = fitSmoothing(values, { period, form: { error: 'additive', trend: 'none', season: 'none' } });
  if (values.every((value) => value === values[0])) return simple;
  return formsFor(values, period)
    .map((form) => fitSmoothing(values, { period, form }))
    .reduce((best, model) => (model.aicc < best.aicc ? model : best), simple);
}
