import { checkOptions, checkValue, type Signal } from './signal.ts';

export interface PageHinkleyOptions {
  /** Values before it may fire. */
  minInstances: number;
  /** The change per value that is tolerated. */
  delta: number;
  threshold: number;
  /** How much of the sum is kept from one value to the next. */
  forgetting: number;
}

/** Plain data: it can be stored and taken up again. */
export interface PageHinkleyState extends PageHinkleyOptions {
  n: number;
  mean: number;
  sum: number;
}

const DEFAULTS: PageHinkleyOptions = { minInstances: 30, delta: 0.005, threshold: 50, forgetting: 0.9999 };

/** @throws RangeError for a delta below 0, or another option that is not above 0. */
export function createPageHinkley(options: Partial<PageHinkleyOptions> = {}): PageHinkleyState {
  const { delta, ...others } = { ...DEFAULTS, ...options };
  checkOptions('Page-Hinkley', others);
  checkValue('delta of Page-Hinkley', delta, [0, Number.MAX_VALUE]);
  return { ...others, delta, n: 0, mean: 0, sum: 0 };
}

/**
 * Page-Hinkley test for an increase of the mean of a stream: cumulates how far values lie above the mean so far.
 *
 * mean_n = mean_(n-1) + (x - mean_(n-1)) / n; sum = max(0, forgetting sum + x - mean_n - delta); drift when
 * sum > threshold and n >= minInstances; then it starts anew. Feed -x for a decrease. O(1).
 * Source: E. S. Page (1954), Continuous inspection schemes, Biometrika 41, 100-115; D. V. Hinkley (1971), Biometrika 58,
 * 509-523.
 *
 * @throws RangeError for a value that is not finite, or beyond 1e150; the state is left as it was.
 */
export function foldPageHinkley(state: PageHinkleyState, value: number): Signal {
  checkValue('Page-Hinkley', value);
  state.n += 1;
  state.mean += (value - state.mean) / state.n;
  state.sum = Math.max(0, state.forgetting * state.sum + (value - state.mean - state.delta));
  if (state.n < state.minInstances || state.sum <= state.threshold) return 'stable';
  Object.assign(state, { n: 0, mean: 0, sum: 0 });
  return 'drift';
}
