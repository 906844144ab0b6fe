import { checkOptions, checkValue, type Signal } from './signal.ts';

/** Buckets of one level, oldest first: each stands for 2^level values. */
interface Level {
  totals: number[];
  variances: number[];
}

export interface AdwinState {
  /** The chance of a false alarm, were it looked at once. */
  delta: number;
  /** Values from one look to the next. */
  clock: number;
  /** Buckets of a level before two of them become one. */
  maxBuckets: number;
  /** The shortest window on either side of a cut. */
  minWindow: number;
  /** Values before the first look. */
  gracePeriod: number;
  ticks: number;
  /** Values in the window. */
  width: number;
  total: number;
  /** Sum of squared distances from the mean. */
  squares: number;
  levels: Level[];
}

type AdwinOptions = Partial<Pick<AdwinState, 'delta' | 'clock' | 'maxBuckets' | 'minWindow' | 'gracePeriod'>>;

/** @throws RangeError for an option that is not above 0. */
export function createAdwin(options: AdwinOptions = {}): AdwinState {
  const chosen = { delta: 0.002, clock: 32, maxBuckets: 5, minWindow: 5, gracePeriod: 10, ...options };
  checkOptions('ADWIN', chosen);
  return { ...chosen, ticks: 0, width: 0, total: 0, squares: 0, levels: [{ totals: [], variances: [] }] };
}

/** Mean of the window, which is that of the stream since it last changed; null before the first value. */
export function meanOfAdwin({ width, total }: AdwinState): number | null {
  return width === 0 ? null : total / width;
}

/**
 * Adaptive windowing: keeps the longest window of a stream whose mean has not changed, and drops its older part when two
 * parts of it have different means. Holds O(log n) numbers for n values.
 *
 * Every `clock` values, for each cut of the window into n0 older and n1 newer values: drift when |m0 - m1| > e,
 * e = sqrt(2 m v d) + 2/3 d m, m = 1/(n0 - 4) + 1/(n1 - 4), v the window's variance, d = ln(2 ln(n) / delta), n its width.
 * Fires for a change in either direction. O(log n) a value.
 * Source: A. Bifet and R. Gavalda (2007), Learning from time-changing data with adaptive windowing, SDM, 443-448; the
 * bound with the variance is their equation 3.2, with the shortest window taken off as in MOA and river.
 *
 * @throws RangeError for a value that is not finite, or beyond 1e150; the state is left as it was.
 */
export function foldAdwin(state: AdwinState, value: number): Signal {
  checkValue('ADWIN', value);
  insert(state, value);
  state.ticks += 1;
  if (state.ticks % state.clock !== 0 || state.width <= state.gracePeriod) return 'stable';
  let hasChanged = false;
  while (hasCut(state)) {
    hasChanged = true;
    dropOldest(state);
  }
  return hasChanged ? 'drift' : 'stable';
}

function insert(state: AdwinState, value: number): void {
  const first = state.levels[0];
  first?.totals.push(value);
  first?.variances.push(0);
  if (state.width > 0) {
    state.squares += (state.width * (value - state.total / state.width) ** 2) / (state.width + 1);
  }
  state.width += 1;
  state.total += value;
  compress(state);
}

/** Makes one of the two oldest buckets of each level that has too many. */
function compress({ levels, maxBuckets }: AdwinState): void {
  for (let index = 0; index < levels.length; index++) {
    const level = levels[index];
    if (!level || level.totals.length <= maxBuckets) return;
    const next = (levels[index + 1] ??= { totals: [], variances: [] });
    const [a = 0, b = 0] = level.totals.splice(0, 2);
    const [varianceA = 0, varianceB = 0] = level.variances.splice(0, 2);
    const between = (a - b) ** 2 / (2 * 2 ** index);
    next.totals.push(a + b);
    next.variances.push(varianceA + varianceB + between);
  }
}

/** Whether the means of two parts of the window differ, at any boundary of buckets. */
function hasCut(state: AdwinState): boolean {
  let [older, olderTotal] = [0, 0];
  for (let index = state.levels.length - 1; index >= 0; index--) {
    const totals = state.levels[index]?.totals ?? [];
    for (const [position, total] of totals.entries()) {
      older += 2 ** index;
      olderTotal += total;
      const newer = state.width - older;
      if (newer < state.minWindow || (index === 0 && position === totals.length - 1)) return false;
      if (older < state.minWindow) continue;
      const difference = olderTotal / older - (state.total - olderTotal) / newer;
      if (Math.abs(difference) > boundOf(state, older, newer)) return true;
    }
  }
  return false;
}

function boundOf({ width, squares, delta, minWindow }: AdwinState, older: number, newer: number): number {
  const log = Math.log((2 * Math.log(width)) / delta);
  const sizes = 1 / (older - minWindow + 1) + 1 / (newer - minWindow + 1);
  return Math.sqrt((2 * sizes * squares * log) / width) + (2 / 3) * log * sizes;
}

function dropOldest(state: AdwinState): void {
  const index = state.levels.length - 1;
  const level = state.levels[index];
  const total = level?.totals.shift() ?? 0;
  const variance = level?.variances.shift() ?? 0;
  const size = 2 ** index;
  state.width -= size;
  state.total -= total;
  const between =
    (size * state.width * (total / size - state.total / state.width) ** 2) / (size + state.width);
  state.squares = Math.max(0, state.squares - variance - between);
  if (level?.totals.length === 0 && index > 0) state.levels.pop();
}
