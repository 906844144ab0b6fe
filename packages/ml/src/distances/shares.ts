/** Shares of all of counts. */
export function sharesOf(name: string, counts: ArrayLike<number>): Float64Array {
  const shares = Float64Array.from(counts);
  const total = shares.reduce((sum, count) => sum + count, 0);
  if (!(total > 0 && total < Infinity) || !shares.every((count) => count >= 0)) {
    throw new RangeError(`${name} needs finite counts of 0 or more, not all 0`);
  }
  return shares.map((count) => count / total);
}

/** @throws RangeError where counts cannot be compared. */
export function pairOfShares(
  name: string,
  first: ArrayLike<number>,
  second: ArrayLike<number>,
): [Float64Array, Float64Array] {
  if (first.length !== second.length) throw new RangeError(`${name} needs as many counts in both samples`);
  return [sharesOf(name, first), sharesOf(name, second)];
}
