/** Ranks of a sample. */
export interface Ranks {
  /** Of each value in the order given, from 1; ties share the mean of theirs. */
  ranks: Float64Array;
  /** Sum of t^3 - t over groups of t tied values. */
  tieTerm: number;
}

/** Midranks of values. O(n log n). */
export function rankOf(values: ArrayLike<number>): Ranks {
  const order = Uint32Array.from(values, (_, index) => index);
  order.sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const ranks = new Float64Array(values.length);
  let tieTerm = 0;
  for (let start = 0; start < order.length;) {
    let end = start + 1;
    while (end < order.length && values[order[end] ?? 0] === values[order[start] ?? 0]) end += 1;
    for (let index = start; index < end; index++) ranks[order[index] ?? 0] = (start + end + 1) / 2;
    const tied = end - start;
    tieTerm += tied ** 3 - tied;
    start = end;
  }
  return { ranks, tieTerm };
}
