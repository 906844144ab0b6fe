import type { SeasonKind } from './decompose.ts';

/** What an exponential smoothing model is made of. */
export interface SmoothingForm {
  error: 'additive' | 'multiplicative';
  trend: 'none' | 'additive' | 'damped';
  season: SeasonKind;
}

/** Smoothing parameters; those that a form does not have are 0, phi 1. */
export interface SmoothingParameters {
  alpha: number;
  /** Of the trend, <= alpha. */
  beta: number;
  /** Of the seasons, <= 1 - alpha. */
  gamma: number;
  /** What is kept of the trend from one period to the next. */
  phi: number;
}

/** Where a model stands. */
export interface SmoothingState {
  level: number;
  slope: number;
  /** Indices of the next periods, one season. */
  seasons: Float64Array;
}

/** How a run over a series went. */
export interface SmoothingRun {
  state: SmoothingState;
  /** Sum of the squared (relative, where errors are multiplicative) one-step errors. */
  squares: number;
  /** Sum of ln |expected|, for the likelihood of multiplicative errors. */
  logs: number;
}

/**
 * Runs a model over a series, in error correction form. `seasons` is worked on and then returned, the next period first.
 * squares is Infinity where an expectation is not positive and errors are multiplicative.
 * expected = (level + phi slope) + or x season; level and slope move by alpha and beta, the season by gamma. O(n).
 * Source: R. J. Hyndman et al. (2008), Forecasting with exponential smoothing, tables 2.2 and 2.3.
 */
export function runSmoothing(
  values: Float64Array,
  form: SmoothingForm,
  { parameters, start }: { parameters: SmoothingParameters; start: SmoothingState },
): SmoothingRun {
  const { alpha, beta, gamma, phi } = parameters;
  const { seasons } = start;
  const period = seasons.length;
  const isRelative = form.error === 'multiplicative';
  const kind = form.season;
  let { level, slope } = start;
  let [squares, logs] = [0, 0];
  for (let at = 0; at < values.length; at++) {
    const place = period === 0 ? 0 : at % period;
    const base = level + phi * slope;
    const index = kind === 'none' ? 0 : (seasons[place] ?? 0);
    const expected = kind === 'none' ? base : kind === 'additive' ? base + index : base * index;
    const error = (values[at] ?? 0) - expected;
    if (isRelative) {
      if (!(expected > 0)) return { state: { level, slope, seasons }, squares: Infinity, logs };
      squares += (error / expected) ** 2;
      logs += Math.log(expected);
    } else squares += error * error;
    // What the error says of the level, and of the season.
    const ofLevel = kind === 'multiplicative' ? error / index : error;
    slope = phi * slope + beta * ofLevel;
    level = base + alpha * ofLevel;
    if (kind === 'additive') seasons[place] = index + gamma * error;
    else if (kind === 'multiplicative') seasons[place] = index + (gamma * error) / base;
  }
  return { state: { level, slope, seasons: turned(seasons, values.length) }, squares, logs };
}

/** The next period first. */
function turned(seasons: Float64Array, by: number): Float64Array {
  return seasons.map((_, ahead) => seasons[(by + ahead) % seasons.length] ?? 0);
}

/** The next values, `horizon` of them: level + (phi + phi^2 + … + phi^h) slope, with the season. */
export function extendSmoothing(
  { level, slope, seasons }: SmoothingState,
  { kind, phi }: { kind: SeasonKind; phi: number },
  horizon: number,
): Float64Array {
  let damped = 0;
  return Float64Array.from({ length: horizon }, (_, ahead) => {
    damped += phi ** (ahead + 1);
    const base = level + damped * slope;
    const index = seasons[ahead % Math.max(1, seasons.length)] ?? 0;
    return kind === 'none' ? base : kind === 'additive' ? base + index : base * index;
  });
}
