import { checkSamples } from '../statistics/index.ts';
import { sizeFault } from '../tables/index.ts';

/** @throws RangeError for a value that is not finite, or beyond 1e300, whose distance from another may be infinite. */
export function checkValues(name: string, values: ArrayLike<number>): void {
  checkSamples(name, values);
  for (let at = 0; at < values.length; at++) {
    const fault = sizeFault(values[at] ?? 0);
    if (fault !== null)
      throw new RangeError(`${name} needs values up to 1e300, the one at ${at} is ${fault}`);
  }
}
