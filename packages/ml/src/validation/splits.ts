import { createRandom } from '../random/index.ts';

/** Rows to learn from and rows to judge by. */
export interface Split {
  train: Int32Array;
  test: Int32Array;
}

export interface TimeSplitOptions {
  folds?: number;
  /** How long before the first row to judge by nothing is learned from, in the units of the times; 0 if left out. */
  gap?: number;
  /** How far back from the gap is learned from, in the units of the times: a rolling window. All if left out: an expanding one. */
  window?: number;
}

/**
 * Folds by time: each learns from the past alone. Rows are cut, in the order of time, into folds + 1 blocks of about equal
 * size; fold i is judged by block i + 1 and learns from rows before its start, less the gap. Rows of one time stay together,
 * in the earlier block; a fold that has nothing to learn from or to be judged by is left out. O(n log n + folds n).
 * Source: L. J. Tashman (2000), Out-of-sample tests of forecasting accuracy, International Journal of Forecasting 16, 437-450;
 * M. Lopez de Prado (2018), Advances in financial machine learning, section 7.4, for the gap.
 *
 * @throws RangeError for a time that is not finite, fewer than 1 fold, a gap below 0, or a window that is not above 0.
 */
export function splitByTime(times: ArrayLike<number>, options: TimeSplitOptions = {}): Split[] {
  const { folds = 5, gap = 0, window = Infinity } = options;
  checkFolds(folds, 1);
  if (!(gap >= 0 && gap < Infinity && window > 0)) {
    throw new RangeError(`a gap is 0 or more and a window above 0, got ${gap} and ${window}`);
  }
  const sorted = Float64Array.from(times);
  const bad = sorted.findIndex((time) => !Number.isFinite(time));
  if (bad !== -1) throw new RangeError(`the time of row ${bad} is ${sorted[bad] ?? NaN}`);
  sorted.sort();
  const ends = Array.from({ length: folds + 1 }, (_, block) => {
    const last = Math.ceil(((block + 1) * sorted.length) / (folds + 1)) - 1;
    return sorted[last] ?? -Infinity;
  });
  const rowsOf = (isIn: (time: number) => boolean) =>
    Int32Array.from(times, (_, row) => row).filter((row) => isIn(times[row] ?? NaN));
  const splits: Split[] = [];
  for (let fold = 0; fold < folds; fold++) {
    const [before, end] = [ends[fold] ?? 0, ends[fold + 1] ?? 0];
    const test = rowsOf((time) => time > before && time <= end);
    const start = test.reduce((least, row) => Math.min(least, times[row] ?? NaN), Infinity);
    const train = rowsOf((time) => time < start && time <= start - gap && time >= start - gap - window);
    if (test.length > 0 && train.length > 0) splits.push({ train, test });
  }
  return splits;
}

export interface SeededSplitOptions {
  folds?: number;
  seed: number;
}

/**
 * Folds by group: no group is on both sides. Groups go, from the largest to the smallest, those of one size in random order,
 * to the fold that has the fewest rows. O(n + groups (log groups + folds)). Seeded.
 * Source: our own; as scikit-learn's GroupKFold but for the seed.
 *
 * @throws RangeError for fewer than 2 folds, or fewer groups than folds.
 */
export function splitByGroup(
  groups: ArrayLike<string | number>,
  { folds = 5, seed }: SeededSplitOptions,
): Split[] {
  checkFolds(folds, 2);
  const rowsOf = rowsByName(groups);
  if (rowsOf.size < folds) throw new RangeError(`there are ${rowsOf.size} groups for ${folds} folds`);
  const members = shuffle([...rowsOf.values()], seed).sort((a, b) => b.length - a.length);
  const sizes = new Int32Array(folds);
  const foldOf = new Int32Array(groups.length);
  for (const rows of members) {
    const fold = sizes.indexOf(Math.min(...sizes));
    sizes[fold] = (sizes[fold] ?? 0) + rows.length;
    for (const row of rows) foldOf[row] = fold;
  }
  return splitsOf(foldOf, folds);
}

/**
 * Folds that have each label in the same share, to within one row: the rows of each label in random order go to one fold after
 * the other, each label where the last one stopped. O(n). Seeded.
 * Source: R. Kohavi (1995), A study of cross-validation and bootstrap, IJCAI, section 3.
 *
 * @throws RangeError for fewer than 2 folds, or fewer rows than folds.
 */
export function splitStratified(
  labels: ArrayLike<string | number>,
  { folds = 5, seed }: SeededSplitOptions,
): Split[] {
  checkFolds(folds, 2);
  if (labels.length < folds) throw new RangeError(`there are ${labels.length} rows for ${folds} folds`);
  const foldOf = new Int32Array(labels.length);
  let next = 0;
  const names = [...rowsByName(labels)].sort(([a], [b]) => (a < b ? -1 : 1));
  names.forEach(([, rows], place) => {
    for (const row of shuffle(rows, (seed + place) % 2 ** 32)) foldOf[row] = next++ % folds;
  });
  return splitsOf(foldOf, folds);
}

function checkFolds(folds: number, least: number): void {
  if (!(Number.isInteger(folds) && folds >= least)) {
    throw new RangeError(`folds is whole and at least ${least}, got ${folds}`);
  }
}

function rowsByName(names: ArrayLike<string | number>): Map<string | number, number[]> {
  const rowsOf = new Map<string | number, number[]>();
  for (let row = 0; row < names.length; row++) {
    const name = names[row] ?? '';
    const rows = rowsOf.get(name);
    if (rows) rows.push(row);
    else rowsOf.set(name, [row]);
  }
  return rowsOf;
}

/** Fisher and Yates. */
function shuffle<T>(items: readonly T[], seed: number): T[] {
  const random = createRandom(seed);
  const shuffled = [...items];
  for (let last = shuffled.length - 1; last > 0; last--) {
    const other = random.integer(last + 1);
    [shuffled[last], shuffled[other]] = [shuffled[other] as T, shuffled[last] as T];
  }
  return shuffled;
}

function splitsOf(foldOf: Int32Array, folds: number): Split[] {
  const rows = foldOf.map((_, row) => row);
  return Array.from({ length: folds }, (_, fold) => ({
    train: rows.filter((row) => foldOf[row] !== fold),
    test: rows.filter((row) => foldOf[row] === fold),
  }));
}
