import { chiSquareTail, normalCdf } from '../distributions/index.ts';

/** What is known of a distribution. */
export interface ThreeMoments {
  mean: number;
  variance: number;
  /** E (X - mean)^3 / variance^1.5. */
  skewness: number;
}

/**
 * P(X >= x) of a distribution of which three moments are known, by the shifted gamma distribution (Pearson type III) with
 * the same three: exact for a chi-square of any degrees of freedom, however scaled and shifted.
 *
 * With s the skewness and z = (x - mean) / sd: P(chi2_v >= v + z sqrt(2 v)), v = 8 / s^2. Not skewed (below 1e-4): normal.
 * No variance: 1. O(1).
 * Source: P. W. Mielke, K. J. Berry and G. W. Brier (1981), Application of multi-response permutation procedures, Monthly
 * Weather Review 109, 120-126.
 */
export function threeMomentTail(x: number, { mean, variance, skewness }: ThreeMoments): number {
  if (!(variance > 0)) return 1;
  const z = (x - mean) / Math.sqrt(variance);
  if (skewness < 1e-4) return normalCdf(-z);
  const degrees = 8 / (skewness * skewness);
  return chiSquareTail(degrees + z * Math.sqrt(2 * degrees), degrees);
}
