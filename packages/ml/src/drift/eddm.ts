import { checkOptions, type Signal } from './signal.ts';

export interface EddmState {
  minInstances: number;
  minErrors: number;
  warningLevel: number;
  driftLevel: number;
  n: number;
  errors: number;
  lastErrorAt: number;
  meanDistance: number;
  squares: number;
  /** The largest mean + 2 deviations of the distances so far. */
  largest: number;
}

type EddmOptions = Partial<Pick<EddmState, 'minInstances' | 'minErrors' | 'warningLevel' | 'driftLevel'>>;

const FRESH = { n: 0, errors: 0, lastErrorAt: 0, meanDistance: 0, squares: 0, largest: 0 };

/** @throws RangeError for an option that is not above 0. */
export function createEddm(options: EddmOptions = {}): EddmState {
  const chosen = { minInstances: 30, minErrors: 30, warningLevel: 0.95, driftLevel: 0.9, ...options };
  checkOptions('EDDM', chosen);
  return { ...chosen, ...FRESH };
}

/**
 * Early drift detection method for a stream of errors and right answers: watches how many values lie between two errors,
 * which shows a slow decay earlier than the share of errors does.
 *
 * m = mean distance + 2 standard deviations; drift when m / (largest m so far) < .9, warning below .95, after 30 values
 * and 30 errors. Starts anew at a drift. Fires often on streams without drift: a signal to look, not a verdict. O(1).
 * Source: M. Baena-Garcia et al. (2006), Early drift detection method, Workshop on Knowledge Discovery from Data Streams.
 */
export function foldEddm(state: EddmState, isError: boolean): Signal {
  state.n += 1;
  if (!isError) return 'stable';
  state.errors += 1;
  const distance = state.n - state.lastErrorAt;
  state.lastErrorAt = state.n;
  const before = state.meanDistance;
  state.meanDistance += (distance - before) / state.errors;
  state.squares += (distance - state.meanDistance) * (distance - before);
  const reach = state.meanDistance + 2 * Math.sqrt(state.squares / state.errors);
  // Counted from 1 as in the authors' own program, so one value later than it seems.
  const isWarm = state.n + 1 > state.minInstances;
  if (reach > state.largest) {
    if (isWarm) state.largest = reach;
    return 'stable';
  }
  if (!isWarm || state.errors <= state.minErrors) return 'stable';
  const level = reach / state.largest;
  if (level < state.driftLevel) {
    Object.assign(state, FRESH);
    return 'drift';
  }
  return level < state.warningLevel ? 'warning' : 'stable';
}
