import { checkSamples } from '../statistics/index.ts';

/** Distances between larger ones may be infinite. */
const LARGEST = 1e307;

/** @throws RangeError for a value that is not finite or beyond 1e307. */
export function checkValues(name: string, values: ArrayLike<number>): void {
  checkSamples(name, values);
  for (let at = 0; at < values.length; at++) {
    const value = values[at] ?? 0;
    if (Math.abs(value) > LARGEST)
      throw new RangeError(`${name} needs values up to 1e307, got ${value} at ${at}`);
  }
}
