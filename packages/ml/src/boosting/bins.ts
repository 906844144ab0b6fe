import type { CategoryColumn, Column, NumberColumn } from '../tables/index.ts';

/** A column in at most 255 bins, and one more for what is missing. */
export interface BinnedColumn {
  name: string;
  /** Bin of each row; `count` where the value is missing. */
  bins: Uint8Array;
  /** Bins that hold values. */
  count: number;
  /** Of numbers: the largest value of each bin but the last lies at or below it. Null for words, whose bin is their code. */
  edges: Float64Array | null;
  /** Words of the column, 0 for numbers. */
  wordCount: number;
}

export const MOST_BINS = 255;

/**
 * Numbers in bins of about as many rows each; as many bins as there are values, where those are few. Edges lie in the
 * middle between neighbouring values. Words are their own bins. O(n log n).
 * @throws RangeError for a column of more than 255 words.
 */
export function binColumn(column: Column, mostBins: number): BinnedColumn {
  return column.kind === 'number' ? binNumbers(column, mostBins) : binWords(column);
}

function binWords({ name, categories, codes }: CategoryColumn): BinnedColumn {
  const count = categories.length;
  if (count > MOST_BINS)
    throw new RangeError(`column ${name} has ${count} words; boosting takes ${MOST_BINS}`);
  const bins = Uint8Array.from(codes, (code) => (code < 0 ? count : code));
  return { name, bins, count, edges: null, wordCount: count };
}

function binNumbers({ name, values }: NumberColumn, mostBins: number): BinnedColumn {
  const sorted = values.slice().sort();
  // What is missing is sorted to the end.
  let there = sorted.length;
  while (there > 0 && Number.isNaN(sorted[there - 1])) there -= 1;
  const edges = edgesOf(sorted.subarray(0, there), mostBins);
  const count = edges.length + 1;
  const bins = new Uint8Array(values.length);
  for (let row = 0; row < values.length; row++) {
    const value = values[row] ?? NaN;
    bins[row] = value === value ? binOf(edges, value) : count;
  }
  return { name, bins, count, edges, wordCount: 0 };
}

function edgesOf(sorted: Float64Array, mostBins: number): Float64Array {
  const n = sorted.length;
  const edges: number[] = [];
  let distinct = n === 0 ? 0 : 1;
  for (let at = 1; at < n && distinct <= mostBins; at++) if (sorted[at] !== sorted[at - 1]) distinct += 1;
  const between = (at: number) => {
    const [low, high] = [sorted[at - 1] ?? 0, sorted[at] ?? 0];
    const middle = low + (high - low) / 2;
    // Rounding may put the middle on the upper value, which belongs to the next bin.
    return middle < high ? middle : low;
  };
  if (distinct <= mostBins) {
    for (let at = 1; at < n; at++) if (sorted[at] !== sorted[at - 1]) edges.push(between(at));
    return Float64Array.from(edges);
  }
  for (let bin = 1; bin < mostBins; bin++) {
    let at = Math.floor((bin * n) / mostBins);
    while (at < n && at > 0 && sorted[at] === sorted[at - 1]) at += 1;
    if (at === 0 || at >= n) continue;
    const edge = between(at);
    if (edges.length === 0 || edge > (edges[edges.length - 1] ?? 0)) edges.push(edge);
  }
  return Float64Array.from(edges);
}

/** The first bin whose edge is not below the value. */
function binOf(edges: Float64Array, value: number): number {
  let [low, high] = [0, edges.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value <= (edges[middle] ?? 0)) high = middle;
    else low = middle + 1;
  }
  return low;
}
