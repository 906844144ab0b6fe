import { checkOptions, checkValue, type Signal } from './signal.ts';

interface Counted {
  n: number;
  sum: number;
}

export interface HddmAverageState {
  driftConfidence: number;
  warningConfidence: number;
  /** Whether a decrease is drift too. */
  isTwoSided: boolean;
  all: Counted;
  /** The beginning of the stream with the lowest upper bound of its mean, and with the highest lower bound. */
  lowest: Counted;
  highest: Counted;
}

type HddmOptions = Partial<Pick<HddmAverageState, 'driftConfidence' | 'warningConfidence' | 'isTwoSided'>>;

const fresh = () => ({ all: { n: 0, sum: 0 }, lowest: { n: 0, sum: 0 }, highest: { n: 0, sum: 0 } });

/** @throws RangeError for an option that is not above 0. */
export function createHddmAverage(options: HddmOptions = {}): HddmAverageState {
  const chosen = { driftConfidence: 0.001, warningConfidence: 0.005, isTwoSided: false, ...options };
  checkOptions('HDDM by averages', chosen);
  return { ...chosen, ...fresh() };
}

/**
 * Drift by Hoeffding's bound on averages of values of 0..1: compares the mean since the best beginning of the stream with
 * the mean of all, without assuming a distribution.
 *
 * The best beginning has the smallest mean + sqrt(ln(1/a) / (2 n)); drift when mean of all - its mean >=
 * sqrt(m / 2 ln(2/a)), m = (n - n_best) / (n_best n); two-sided also for a decrease. Starts anew at a drift. O(1).
 * Source: I. Frias-Blanco et al. (2015), Online and non-parametric drift detection methods based on Hoeffding's bounds,
 * IEEE TKDE 27, 810-823, A-test.
 *
 * @throws RangeError for a value outside of 0..1; the state is left as it was.
 */
export function foldHddmAverage(state: HddmAverageState, value: number): Signal {
  checkValue('HDDM by averages', value, [0, 1]);
  const { all, driftConfidence, warningConfidence } = state;
  all.n += 1;
  all.sum += value;
  if (state.lowest.n === 0) state.lowest = { ...all };
  if (state.highest.n === 0) state.highest = { ...all };
  const reach = ({ n }: Counted) => Math.sqrt(Math.log(1 / driftConfidence) / (2 * n));
  const mean = ({ sum, n }: Counted) => sum / n;
  if (mean(state.lowest) + reach(state.lowest) >= mean(all) + reach(all)) state.lowest = { ...all };
  if (mean(state.highest) - reach(state.highest) <= mean(all) - reach(all)) state.highest = { ...all };
  const isFar = (best: Counted, difference: number, confidence: number) => {
    if (best.n === all.n) return false;
    const share = (all.n - best.n) / (best.n * all.n);
    return difference >= Math.sqrt((share / 2) * Math.log(2 / confidence));
  };
  const rise = mean(all) - mean(state.lowest);
  const fall = state.isTwoSided ? mean(state.highest) - mean(all) : Number.NEGATIVE_INFINITY;
  if (isFar(state.lowest, rise, driftConfidence) || isFar(state.highest, fall, driftConfidence)) {
    Object.assign(state, fresh());
    return 'drift';
  }
  const isWarning =
    isFar(state.lowest, rise, warningConfidence) || isFar(state.highest, fall, warningConfidence);
  return isWarning ? 'warning' : 'stable';
}

interface Weighted {
  /** Null before the first value. */
  mean: number | null;
  /** Sum of the squared weights. */
  weights: number;
}

export interface HddmWeightedState {
  driftConfidence: number;
  warningConfidence: number;
  isTwoSided: boolean;
  /** Weight of the newest value. */
  lambda: number;
  all: Weighted;
  /** What was before and after the lowest upper bound, and the highest lower bound. */
  rise: { cut: number | null; before: Weighted; after: Weighted };
  fall: { cut: number | null; before: Weighted; after: Weighted };
}

const none = (): Weighted => ({ mean: null, weights: 0 });
const freshWeighted = () => ({
  all: none(),
  rise: { cut: null, before: none(), after: none() },
  fall: { cut: null, before: none(), after: none() },
});

/** @throws RangeError for an option that is not above 0. */
export function createHddmWeighted(options: HddmOptions & { lambda?: number } = {}): HddmWeightedState {
  const defaults = { driftConfidence: 0.001, warningConfidence: 0.005, isTwoSided: false, lambda: 0.05 };
  const chosen = { ...defaults, ...options };
  checkOptions('HDDM by weights', chosen);
  return { ...chosen, ...freshWeighted() };
}

/**
 * Drift by McDiarmid's bound on weighted averages of values of 0..1, newer ones weighing more: sees gradual change earlier
 * than the average does.
 *
 * mean = lambda x + (1 - lambda) mean; w = lambda^2 + (1 - lambda)^2 w; a cut is made where mean + sqrt(w ln(1/a) / 2) is
 * lowest; drift when mean after the cut - mean before it > sqrt((w1 + w2) ln(1/a) / 2). O(1).
 * Source: as of `foldHddmAverage`, W-test.
 *
 * @throws RangeError as `foldHddmAverage`.
 */
export function foldHddmWeighted(state: HddmWeightedState, value: number): Signal {
  checkValue('HDDM by weights', value, [0, 1]);
  const { lambda, driftConfidence, warningConfidence } = state;
  state.all = weigh(state.all, value, lambda);
  const reach = Math.sqrt((state.all.weights * Math.log(1 / driftConfidence)) / 2);
  const mean = state.all.mean ?? 0;
  const { rise, fall } = state;
  if (rise.cut === null || mean + reach < rise.cut) {
    state.rise = { cut: mean + reach, before: { ...state.all }, after: none() };
  } else rise.after = weigh(rise.after, value, lambda);
  if (fall.cut === null || mean - reach > fall.cut) {
    state.fall = { cut: mean - reach, before: { ...state.all }, after: none() };
  } else fall.after = weigh(fall.after, value, lambda);
  const isAt = (confidence: number) =>
    isAbove(state.rise.after, state.rise.before, confidence) ||
    (state.isTwoSided && isAbove(state.fall.before, state.fall.after, confidence));
  if (isAt(driftConfidence)) {
    Object.assign(state, freshWeighted());
    return 'drift';
  }
  return isAt(warningConfidence) ? 'warning' : 'stable';
}

function weigh({ mean, weights }: Weighted, value: number, lambda: number): Weighted {
  if (mean === null) return { mean: value, weights: 1 };
  return {
    mean: lambda * value + (1 - lambda) * mean,
    weights: lambda ** 2 + (1 - lambda) ** 2 * weights,
  };
}

function isAbove(high: Weighted, low: Weighted, confidence: number): boolean {
  if (high.mean === null || low.mean === null) return false;
  return high.mean - low.mean > Math.sqrt(((high.weights + low.weights) * Math.log(1 / confidence)) / 2);
}
