import { checkSamples } from '../statistics/index.ts';

/**
 * Edges of bins that hold equal shares of a reference: its quantiles, each once.
 *
 * Type 1 quantiles (values of the sample, so that no bin is empty) at 1/bins .. (bins-1)/bins. Bin i holds what is above
 * edge i-1 and at most edge i; the outer bins are open, so that new values beyond the reference still fall into one. Ties
 * make fewer bins. Of the reference alone: bins of the pooled samples move with what they are to measure. O(n log n).
 *
 * @throws RangeError for no values, one that is not finite, or fewer than 2 bins.
 */
export function quantileEdges(reference: ArrayLike<number>, bins = 10): Float64Array {
  checkSamples('quantileEdges', reference);
  if (reference.length === 0 || !(Number.isInteger(bins) && bins >= 2)) {
    throw new RangeError(
      `quantileEdges needs values and 2 bins or more, got ${reference.length} and ${bins}`,
    );
  }
  const sorted = Float64Array.from(reference).sort();
  const n = sorted.length;
  const edges = Array.from(
    { length: bins - 1 },
    (_, index) => sorted[Math.ceil(((index + 1) * n) / bins) - 1] ?? 0,
  );
  // Everything is at most the largest value, so an edge there would leave an empty bin.
  return Float64Array.from(new Set(edges.filter((edge) => edge < (sorted[n - 1] ?? 0))));
}

/**
 * How many values fall into each bin of `edges`: above the edge before, at most the next. O(n log bins).
 *
 * @throws RangeError for a value that is not finite.
 */
export function countBins(values: ArrayLike<number>, edges: Float64Array): Uint32Array {
  checkSamples('countBins', values);
  const counts = new Uint32Array(edges.length + 1);
  for (let index = 0; index < values.length; index++) {
    const bin = findBin(edges, values[index] ?? 0);
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts;
}

function findBin(edges: Float64Array, value: number): number {
  let [low, high] = [0, edges.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (value > (edges[middle] ?? 0)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Counts of two samples over the categories that either has. */
export interface CategoryCounts {
  /** In the order in which they first occur, the first sample's before the second's. */
  categories: string[];
  first: Uint32Array;
  second: Uint32Array;
}

/** Counts the categories of two samples. O(n). */
export function countCategories(first: readonly string[], second: readonly string[]): CategoryCounts {
  const indexOf = new Map<string, number>();
  for (const category of [...first, ...second]) {
    if (!indexOf.has(category)) indexOf.set(category, indexOf.size);
  }
  const count = (sample: readonly string[]) => {
    const counts = new Uint32Array(indexOf.size);
    for (const category of sample) {
      const index = indexOf.get(category) ?? 0;
      counts[index] = (counts[index] ?? 0) + 1;
    }
    return counts;
  };
  return { categories: [...indexOf.keys()], first: count(first), second: count(second) };
}
