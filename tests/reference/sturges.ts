/** The bins of the reference values: Sturges' of the pooled samples, by value, not quantiles of the reference as ours. */
export function sturgesCounts(reference: number[], current: number[]): [Uint32Array, Uint32Array] {
  const pooled = [...reference, ...current];
  const [low, high] = [Math.min(...pooled), Math.max(...pooled)];
  const bins = Math.ceil(Math.log2(pooled.length) + 1);
  const width = (high - low) / bins;
  const count = (values: number[]) => {
    const counts = new Uint32Array(bins);
    for (const value of values) {
      let bin = Math.min(bins - 1, Math.floor(((value - low) / (high - low)) * bins));
      // As numpy: the edges are computed, and a value on one belongs to the bin above.
      if (value < low + bin * width) bin -= 1;
      else if (bin < bins - 1 && value >= low + (bin + 1) * width) bin += 1;
      counts[bin] = (counts[bin] ?? 0) + 1;
    }
    return counts;
  };
  return [count(reference), count(current)];
}
