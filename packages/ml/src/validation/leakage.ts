import type { Table } from '../tables/index.ts';

/**
 * Refuses a table that knows the future: a value that came to be known after the prediction of its row was to be made. Such a
 * column is good in training and is not there when it is needed. Missing values, and columns without `knownAt`, are let
 * through. `predictedAt` is in the units of `knownAt`, ms since 1970, one for each row. O(cells).
 * Source: S. Kaufman, S. Rosset and C. Perlich (2012), Leakage in data mining, ACM TKDD 6(4), art. 15, section 4.
 *
 * @throws RangeError naming column and row, for the first such value, also where the time of a value is no number; for
 *   another number of times than rows, and a time of a prediction that is not finite: what is
 *   predicted at the end of time knows everything.
 */
export function refuseLeakage(table: Table, predictedAt: ArrayLike<number>): void {
  if (predictedAt.length !== table.rowCount) {
    throw new RangeError(`there are ${predictedAt.length} times of predictions for ${table.rowCount} rows`);
  }
  for (let row = 0; row < predictedAt.length; row++) {
    if (!Number.isFinite(predictedAt[row])) {
      throw new RangeError(`the time of the prediction of row ${row} is ${predictedAt[row] ?? NaN}`);
    }
  }
  for (const column of table.columns) {
    if (!column.knownAt) continue;
    for (let row = 0; row < table.rowCount; row++) {
      const isMissing =
        column.kind === 'number' ? Number.isNaN(column.values[row] ?? NaN) : (column.codes[row] ?? -1) < 0;
      const [knownAt, at] = [column.knownAt[row] ?? NaN, predictedAt[row] ?? NaN];
      if (isMissing || knownAt <= at) continue;
      throw new RangeError(
        `column ${column.name} knows the future: its value of row ${row} came to be known at ${knownAt}, the prediction is of ${at}`,
      );
    }
  }
}
