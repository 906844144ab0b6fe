import { binaryLoss } from './logistic-loss.ts';
import { minimiseByNewton } from './minimise.ts';

/**
 * Logistic regression of a few columns without anything around it: no intercept but a column of ones, no penalty. `targets`
 * are in [0, 1], strictly within for data that can be separated. The coefficients, in the order of the columns; 0 for a
 * column that the ones before it already say. O(steps n columns^2).
 * Source: D. R. Cox (1958), The regression analysis of binary sequences, JRSS B 20, 215-242.
 */
export function fitLogisticCurve(columns: readonly Float64Array[], targets: Float64Array): Float64Array {
  const [rows, width] = [targets.length, columns.length];
  const design = {
    ...{ rows, perRow: width, width },
    index: Int32Array.from({ length: rows * width }, (_, entry) => entry % width),
    value: Float64Array.from(
      { length: rows * width },
      (_, entry) => columns[entry % width]?.[Math.floor(entry / width)] ?? 0,
    ),
    weights: new Float64Array(rows).fill(1 / rows),
  };
  return minimiseByNewton(binaryLoss({ design, targets, penalties: new Float64Array(width) }));
}
