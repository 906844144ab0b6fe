import type { Random } from '../random/index.ts';
import { kolmogorovSmirnovTest } from '../statistics/index.ts';
import { checkOptions, checkValue, type Signal } from './signal.ts';

export interface KswinState {
  alpha: number;
  windowSize: number;
  /** Newest values, compared with as many drawn from the older ones. */
  statisticSize: number;
  window: number[];
}

/**
 * @throws RangeError for an option that is not above 0, or a window of less than twice the newest values: there would be too
 * few older ones to draw.
 */
export function createKswin(options: Partial<Omit<KswinState, 'window'>> = {}): KswinState {
  const chosen = { alpha: 0.005, windowSize: 100, statisticSize: 30, ...options };
  checkOptions('KSWIN', chosen);
  const { windowSize, statisticSize } = chosen;
  if (!(windowSize >= 2 * statisticSize)) {
    throw new RangeError(
      `KSWIN needs a window of twice the newest values or more, got ${windowSize} for ${statisticSize}`,
    );
  }
  return { ...chosen, window: [] };
}

/** A distance below this is no drift, however small its p-value. */
const LEAST_DISTANCE = 0.1;

/**
 * Kolmogorov-Smirnov windowing: compares the newest values of a window with a sample of the older ones, so that a change
 * of the whole distribution shows, not of the mean alone.
 *
 * Once the window is full, each value: draw statisticSize of the older ones without replacement, test them against the
 * newest; drift when p <= alpha and the distance is above .1; then only the newest are kept. As it tests at every value
 * alpha must be small. O(statisticSize^2). Seeded by `random`.
 * Source: C. Raab, M. Heusinger and F.-M. Schleif (2020), Reactive soft prototype computing for concept drift streams,
 * Neurocomputing 416, 340-351.
 *
 * @throws RangeError for a value that is not finite, or beyond 1e150; the state is left as it was.
 */
export function foldKswin(state: KswinState, value: number, random: Random): Signal {
  checkValue('KSWIN', value);
  state.window.push(value);
  if (state.window.length < state.windowSize) return 'stable';
  if (state.window.length > state.windowSize) state.window.shift();
  const cut = state.window.length - state.statisticSize;
  const newest = state.window.slice(cut);
  const older = drawSome(state.window.slice(0, cut), state.statisticSize, random);
  const result = kolmogorovSmirnovTest(older, newest);
  const isDrift =
    result.status === 'tested' && result.pValue <= state.alpha && result.statistic > LEAST_DISTANCE;
  if (!isDrift) return 'stable';
  state.window = newest;
  return 'drift';
}

/** So many of the values, without replacement: each in turn is taken out, and the last of the rest put in its place. */
function drawSome(values: number[], count: number, random: Random): number[] {
  return Array.from({ length: count }, (_, drawn) => {
    const left = values.length - drawn;
    const at = random.integer(left);
    const value = values[at] ?? 0;
    values[at] = values[left - 1] ?? 0;
    return value;
  });
}
