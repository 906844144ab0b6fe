import { checkOptions, type Signal } from './signal.ts';

export interface DdmState {
  minInstances: number;
  /** Standard deviations above the best that warn, and that are drift. */
  warningLevel: number;
  driftLevel: number;
  n: number;
  errorShare: number;
  /** Of the best so far: share and its standard deviation. */
  bestShare: number;
  bestDeviation: number;
}

type DdmOptions = Partial<Pick<DdmState, 'minInstances' | 'warningLevel' | 'driftLevel'>>;

const FRESH = {
  n: 0,
  errorShare: 1,
  bestShare: Number.MAX_VALUE,
  bestDeviation: Number.MAX_VALUE,
};

/** @throws RangeError for an option that is not above 0. */
export function createDdm(options: DdmOptions = {}): DdmState {
  const chosen = { minInstances: 30, warningLevel: 2, driftLevel: 3, ...options };
  checkOptions('DDM', chosen);
  return { ...chosen, ...FRESH };
}

/**
 * Drift detection method for a stream of errors (1) and right answers (0): fires when the share of errors has risen
 * significantly above its lowest.
 *
 * p = share so far, s = sqrt(p (1-p) / n); the best is where p + s was lowest; drift when p + s > p_best + 3 s_best,
 * warning at 2; from the 30th value on. Starts anew at a drift. O(1).
 * Source: J. Gama, P. Medas, G. Castillo and P. Rodrigues (2004), Learning with drift detection, SBIA, 286-295.
 */
export function foldDdm(state: DdmState, isError: boolean): Signal {
  state.n += 1;
  state.errorShare += ((isError ? 1 : 0) - state.errorShare) / state.n;
  const { n, errorShare } = state;
  const deviation = Math.sqrt((errorShare * (1 - errorShare)) / n);
  if (n + 1 < state.minInstances) return 'stable';
  if (errorShare + deviation <= state.bestShare + state.bestDeviation) {
    state.bestShare = errorShare;
    state.bestDeviation = deviation;
  }
  const level = (errorShare + deviation - state.bestShare) / state.bestDeviation;
  if (errorShare + deviation > state.bestShare + state.driftLevel * state.bestDeviation) {
    Object.assign(state, FRESH);
    return 'drift';
  }
  return level > state.warningLevel ? 'warning' : 'stable';
}
