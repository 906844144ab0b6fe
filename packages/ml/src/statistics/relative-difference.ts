import type { Moments } from './moments.ts';

/** An estimate and how far it may be off. */
export interface Estimated {
  estimate: number;
  standardError: number;
}

/**
 * How much larger the mean of the second of two independent samples is, as a share of the first's: (m2 - m1) / m1.
 *
 * Variance by the delta method: v2 / (n2 m1^2) + v1 m2^2 / (n1 m1^4). Only as good as m1 is far from 0 in its own standard
 * errors. O(1). Source: H. Cramer (1946), Mathematical methods of statistics, section 28.4.
 *
 * @throws RangeError for an empty sample or a first mean of 0.
 */
export function relativeDifference(first: Moments, second: Moments): Estimated {
  if (!(first.n > 0 && second.n > 0 && first.mean !== 0)) {
    throw new RangeError(
      `relativeDifference needs two samples and a first mean that is not 0, got ${first.n} and ${second.n} values`,
    );
  }
  const own = second.variance / (second.n * first.mean ** 2);
  const base = (first.variance * second.mean ** 2) / (first.n * first.mean ** 4);
  return { estimate: second.mean / first.mean - 1, standardError: Math.sqrt(own + base) };
}
