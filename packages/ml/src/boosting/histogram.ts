import { MOST_BINS, type BinnedColumn } from './bins.ts';

/** Room for one column: gradient, hessian and number of rows of each bin, and of what is missing. */
export const COLUMN_SIZE = (MOST_BINS + 1) * 3;

/** Sums by bin, column after column. */
export type Histogram = Float64Array<ArrayBuffer>;

/** What a tree is grown on. */
export interface Growing {
  columns: readonly BinnedColumn[];
  /** Of each row. */
  gradients: Float64Array;
  hessians: Float64Array;
  /** Rows, those of a leaf next to each other. */
  rows: Int32Array;
}

const ordered = { gradients: new Float64Array(0), hessians: new Float64Array(0) };

/** Sums the rows from `from` to `to` by bin, for the columns that are `used`. O(rows columns). */
export function fillHistogram(
  histogram: Histogram,
  { columns, gradients, hessians, rows }: Growing,
  { from, to, used }: { from: number; to: number; used: readonly number[] },
): void {
  const count = to - from;
  if (ordered.gradients.length < count) {
    ordered.gradients = new Float64Array(count);
    ordered.hessians = new Float64Array(count);
  }
  const { gradients: g, hessians: h } = ordered;
  for (let at = 0; at < count; at++) {
    const row = rows[from + at] ?? 0;
    g[at] = gradients[row] ?? 0;
    h[at] = hessians[row] ?? 0;
  }
  for (const index of used) {
    const column = columns[index];
    if (!column) continue;
    const sums = histogram.subarray(index * COLUMN_SIZE, index * COLUMN_SIZE + (column.count + 1) * 3);
    sums.fill(0);
    sumByBin(sums, column.bins, { rows, from, count });
  }
}

function sumByBin(
  sums: Float64Array,
  bins: Uint8Array,
  { rows, from, count }: { rows: Int32Array; from: number; count: number },
): void {
  const { gradients: g, hessians: h } = ordered;
  for (let at = 0; at < count; at++) {
    const bin = (bins[rows[from + at] as number] as number) * 3;
    sums[bin] = (sums[bin] as number) + (g[at] as number);
    sums[bin + 1] = (sums[bin + 1] as number) + (h[at] as number);
    sums[bin + 2] = (sums[bin + 2] as number) + 1;
  }
}

/** What is left of a parent when one child is taken away, in the parent's place. O(bins). */
export function subtractHistogram(
  parent: Histogram,
  child: Histogram,
  { columns, used }: { columns: readonly BinnedColumn[]; used: readonly number[] },
): void {
  for (const index of used) {
    const first = index * COLUMN_SIZE;
    const last = first + ((columns[index]?.count ?? 0) + 1) * 3;
    for (let at = first; at < last; at++) parent[at] = (parent[at] ?? 0) - (child[at] ?? 0);
  }
}
