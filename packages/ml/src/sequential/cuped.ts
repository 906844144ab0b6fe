import { checkSamples, momentsOf, tooFew, type InsufficientData, type Moments } from '../statistics/index.ts';

/** Group of an experiment: the outcome of each unit, and what was measured of it before the experiment. */
export interface CupedGroup {
  outcome: ArrayLike<number>;
  before: ArrayLike<number>;
}

/** The groups' outcomes with what the time before explains taken off. */
export interface CupedAdjusted {
  status: 'adjusted';
  groups: [Moments, Moments];
  /** The slope of outcome on before, over both groups. */
  theta: number;
  /** The share of the outcome's variance that is gone, 0..1. */
  varianceReduction: number;
}

/**
 * CUPED: takes off an outcome what a measurement before the experiment explains of it, so that the same effect shows with
 * fewer units. The difference of the means keeps its expectation, as the treatment cannot have changed what was before.
 *
 * theta = cov(y, x) / var(x), within groups pooled; y' = y - theta (x - mean x over both). A constant x takes nothing off.
 * At least 2 units a group. O(n).
 * Source: A. Deng, Y. Xu, R. Kohavi and T. Walker (2013), Improving the sensitivity of online controlled experiments by
 * utilizing pre-experiment data, WSDM, 123-132, equation 3.
 *
 * @throws RangeError for a value that is not finite, or a unit without one of the two.
 */
export function adjustByCuped(first: CupedGroup, second: CupedGroup): CupedAdjusted | InsufficientData {
  const groups = [first, second] as const;
  for (const { outcome, before } of groups) {
    checkSamples('adjustByCuped', outcome, before);
    if (outcome.length !== before.length)
      throw new RangeError('adjustByCuped needs both values of every unit');
  }
  const refusal = tooFew(2, first.outcome, second.outcome);
  if (refusal) return refusal;
  const sums = groups.map(sumsOf);
  const [shared, own] = [
    sums.reduce((sum, one) => sum + one.product, 0),
    sums.reduce((sum, one) => sum + one.square, 0),
  ];
  const theta = own === 0 ? 0 : shared / own;
  const n = first.before.length + second.before.length;
  const centre =
    [...Array.from(first.before), ...Array.from(second.before)].reduce((sum, x) => sum + x, 0) / n;
  const adjust = ({ outcome, before }: CupedGroup) =>
    momentsOf(Float64Array.from(outcome, (y, index) => y - theta * ((before[index] ?? 0) - centre)));
  const outcomeSquares = sums.reduce((sum, one) => sum + one.outcomeSquare, 0);
  const varianceReduction = outcomeSquares === 0 || own === 0 ? 0 : shared ** 2 / (own * outcomeSquares);
  return { status: 'adjusted', groups: [adjust(first), adjust(second)], theta, varianceReduction };
}

/** Sums of squares and products around the group's means. */
function sumsOf({ outcome, before }: CupedGroup) {
  const [y, x] = [momentsOf(outcome), momentsOf(before)];
  let product = 0;
  for (let index = 0; index < outcome.length; index++) {
    product += ((outcome[index] ?? 0) - y.mean) * ((before[index] ?? 0) - x.mean);
  }
  return { product, square: x.variance * (x.n - 1), outcomeSquare: y.variance * (y.n - 1) };
}
