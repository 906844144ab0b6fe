import { studentQuantile } from '../distributions/index.ts';
import { createRandom } from '../random/index.ts';
import { momentsOf, type Interval } from '../statistics/index.ts';
import { selectColumn, type Progress, type Table } from '../tables/index.ts';

export interface PermutationImportanceOptions {
  /** The loss of each row of a table; any estimator, any loss. */
  lossesOf: (features: Table) => ArrayLike<number>;
  seed: number;
  repeats?: number;
  confidence?: number;
  onProgress?: Progress;
}

export interface ColumnImportance {
  column: string;
  /** How much larger the mean loss is without what the column says. */
  importance: number;
  /** Of the importance, over rows like these; null for a single row. */
  interval: Interval | null;
  /** The importance by each repeat: their spread is that of shuffling alone. */
  repeats: number[];
}

/**
 * Permutation importance: how much larger the mean loss becomes where a column is shuffled among the rows, the largest first.
 *
 * importance = mean over rows and repeats of loss shuffled - loss. Interval: mean +- t s / sqrt n, s over rows of what a row
 * adds by the value it gets and by the value it gives, as for a U-statistic of two rows. It covers other rows of the same kind,
 * for the model as it is, and is a little wide, as chance of shuffling is in both. Columns that say the same share nothing: each alone
 * looks dispensable. Columns of equal importance by name; their order in the table changes nothing. Times of knowing are
 * shuffled along. O(columns repeats cost of the losses). Seeded.
 * Source: L. Breiman (2001), Random forests, Machine Learning 45, 5-32, section 10; A. Fisher, C. Rudin and F. Dominici (2019),
 * All models are wrong, but many are useful, JMLR 20(177), section 3; W. Hoeffding (1948), A class of statistics with
 * asymptotically normal distribution, Annals of Mathematical Statistics 19, 293-325, for the interval.
 *
 * @throws RangeError for no rows, repeats that are not whole and above 0, and losses that are not finite, beyond 1e150 or not one a row.
 */
export function permutationImportance(
  features: Table,
  { lossesOf, seed, repeats = 10, confidence = 0.95, onProgress }: PermutationImportanceOptions,
): ColumnImportance[] {
  const { rowCount } = features;
  if (!(rowCount > 0 && Number.isInteger(repeats) && repeats > 0 && confidence > 0 && confidence < 1)) {
    throw new RangeError(
      `rows, repeats above 0 and a confidence of 0..1, got ${rowCount}, ${repeats}, ${confidence}`,
    );
  }
  const judge = (table: Table) => checkLosses(lossesOf(table), rowCount);
  const random = createRandom(seed);
  const before = judge(features);
  const sorted = [...features.columns].sort((a, b) => (a.name < b.name ? -1 : 1));
  const found = sorted.map((column, place) => {
    const [added, given] = [new Float64Array(rowCount), new Float64Array(rowCount)];
    const ofRepeat: number[] = [];
    for (let repeat = 0; repeat < repeats; repeat++) {
      onProgress?.((place * repeats + repeat) / (sorted.length * repeats));
      const givers = shuffledRows(rowCount, random);
      const shuffled = selectColumn(column, givers);
      const columns = features.columns.map((one) => (one === column ? shuffled : one));
      const losses = judge({ rowCount, columns });
      let sum = 0;
      for (let row = 0; row < rowCount; row++) {
        const more = (losses[row] ?? 0) - (before[row] ?? 0);
        const giver = givers[row] ?? 0;
        added[row] = (added[row] ?? 0) + more / repeats;
        given[giver] = (given[giver] ?? 0) + more / repeats;
        sum += more;
      }
      ofRepeat.push(sum / rowCount);
    }
    const { mean } = momentsOf(added);
    const { variance } = momentsOf(added.map((own, row) => own + (given[row] ?? 0)));
    return {
      column: column.name,
      importance: mean,
      interval: intervalOf(mean, variance, { rowCount, confidence }),
      repeats: ofRepeat,
    };
  });
  onProgress?.(1);
  return found.sort((a, b) => b.importance - a.importance);
}

/** Squares of larger numbers, which intervals are made of, are infinite. */
export const LARGEST = 1e150;

/** Of a mean over rows; null for a single row. */
export function intervalOf(
  mean: number,
  variance: number,
  { rowCount, confidence }: { rowCount: number; confidence: number },
): Interval | null {
  if (rowCount < 2) return null;
  const half = studentQuantile(0.5 + confidence / 2, rowCount - 1) * Math.sqrt(variance / rowCount);
  return { low: mean - half, high: mean + half };
}

function checkLosses(losses: ArrayLike<number>, rowCount: number): ArrayLike<number> {
  if (losses.length !== rowCount)
    throw new RangeError(`there are ${losses.length} losses for ${rowCount} rows`);
  for (let row = 0; row < rowCount; row++) {
    if (!(Math.abs(losses[row] ?? NaN) <= LARGEST))
      throw new RangeError(`the loss of row ${row} is ${losses[row] ?? NaN}`);
  }
  return losses;
}

function shuffledRows(rowCount: number, random: { integer(below: number): number }): Int32Array {
  const rows = new Int32Array(rowCount).map((_, row) => row);
  for (let last = rowCount - 1; last > 0; last--) {
    const other = random.integer(last + 1);
    [rows[last], rows[other]] = [rows[other] ?? 0, rows[last] ?? 0];
  }
  return rows;
}
