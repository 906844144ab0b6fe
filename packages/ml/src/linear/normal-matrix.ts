import type { Design } from './design.ts';

/** X' W X of a design, width x width. O(rows perRow^2). */
export function normalMatrix(
  { rows, perRow, width, index, value }: Design,
  weights: Float64Array,
): Float64Array {
  const matrix = new Float64Array(width * width);
  for (let row = 0; row < rows; row++) {
    for (let i = row * perRow; i < (row + 1) * perRow; i++) {
      const line = (index[i] ?? 0) * width;
      const part = (weights[row] ?? 0) * (value[i] ?? 0);
      for (let j = row * perRow; j < (row + 1) * perRow; j++) {
        const place = line + (index[j] ?? 0);
        matrix[place] = (matrix[place] ?? 0) + part * (value[j] ?? 0);
      }
    }
  }
  return matrix;
}

/** X' times a number for each row. O(rows perRow). */
export function timesRows(
  { rows, perRow, width, index, value }: Design,
  factors: Float64Array,
): Float64Array {
  const sums = new Float64Array(width);
  for (let row = 0; row < rows; row++) {
    for (let entry = row * perRow; entry < (row + 1) * perRow; entry++) {
      const term = index[entry] ?? 0;
      sums[term] = (sums[term] ?? 0) + (factors[row] ?? 0) * (value[entry] ?? 0);
    }
  }
  return sums;
}

/** y - X times coefficients. O(rows perRow). */
export function missedBy(design: Design, targets: Float64Array, coefficients: Float64Array): Float64Array {
  const { perRow, index, value } = design;
  return targets.map((target, row) => {
    let missed = target;
    for (let entry = row * perRow; entry < (row + 1) * perRow; entry++) {
      missed -= (coefficients[index[entry] ?? 0] ?? 0) * (value[entry] ?? 0);
    }
    return missed;
  });
}
