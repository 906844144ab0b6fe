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

/** Rows that are summed up at a time: few enough that theirs stay near the processor from column to column. */
const BLOCK = 1024;
const ordered = { gradients: new Float64Array(BLOCK), hessians: new Float64Array(BLOCK) };

/** Where the rows of a column are summed up. */
interface Filled {
  sums: Float64Array;
  bins: Uint8Array;
}

/** Beside the last column of an odd number; nobody reads it. */
const spare = new Float64Array(COLUMN_SIZE);

/** Sums the rows from `from` to `to` by bin, for the columns that are `used`. O(rows columns). */
export function fillHistogram(
  histogram: Histogram,
  { columns, gradients, hessians, rows }: Growing,
  { from, to, used }: { from: number; to: number; used: readonly number[] },
): void {
  const filled: Filled[] = [];
  for (const index of used) {
    const column = columns[index];
    if (!column) continue;
    const sums = histogram.subarray(index * COLUMN_SIZE, index * COLUMN_SIZE + (column.count + 1) * 3);
    filled.push({ sums: sums.fill(0), bins: column.bins });
  }
  const { gradients: g, hessians: h } = ordered;
  for (let start = from; start < to; start += BLOCK) {
    const block = rows.subarray(start, Math.min(to, start + BLOCK));
    for (let at = 0; at < block.length; at++) {
      const row = block[at] ?? 0;
      g[at] = gradients[row] ?? 0;
      h[at] = hessians[row] ?? 0;
    }
    for (let at = 0; at < filled.length; at += 2) {
      const first = filled[at];
      if (first) sumByBin(block, first, filled[at + 1] ?? { sums: spare, bins: first.bins });
    }
  }
}

/** Two columns at a time, so that a row is read once for both, and before anything is written. */
function sumByBin(rows: Int32Array, first: Filled, second: Filled): void {
  const { gradients: g, hessians: h } = ordered;
  const { sums, bins } = first;
  const { sums: others, bins: otherBins } = second;
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at] as number;
    const gradient = g[at] as number;
    const hessian = h[at] as number;
    const bin = (bins[row] as number) * 3;
    const other = (otherBins[row] as number) * 3;
    sums[bin] = (sums[bin] as number) + gradient;
    sums[bin + 1] = (sums[bin + 1] as number) + hessian;
    sums[bin + 2] = (sums[bin + 2] as number) + 1;
    others[other] = (others[other] as number) + gradient;
    others[other + 1] = (others[other + 1] as number) + hessian;
    others[other + 2] = (others[other + 2] as number) + 1;
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
