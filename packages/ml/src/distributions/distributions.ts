import gammainc from '@stdlib/math-base-special-gammainc';
import lnGamma from '@stdlib/math-base-special-gammaln';
import cdfOfBeta from '@stdlib/stats-base-dists-beta-cdf';
import quantileOfBeta from '@stdlib/stats-base-dists-beta-quantile';
import quantileOfChiSquare from '@stdlib/stats-base-dists-chisquare-quantile';
import cdfOfNormal from '@stdlib/stats-base-dists-normal-cdf';
import quantileOfNormal from '@stdlib/stats-base-dists-normal-quantile';
import cdfOfStudent from '@stdlib/stats-base-dists-t-cdf';
import quantileOfStudent from '@stdlib/stats-base-dists-t-quantile';
import { LEAST_SHAPE, upperGammaQuantile, upperGammaShare } from './gamma-tail.ts';

// Distribution functions of @stdlib under the names used here. Tails are computed as tails: 1 - cdf(x) would have no
// digits left where a p-value is small.

/** P(Z <= z) of the standard normal distribution. */
export function normalCdf(z: number): number {
  return cdfOfNormal(z, 0, 1);
}

/** The density of the standard normal distribution. */
export function normalPdf(z: number): number {
  return Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
}

/** P(|Z| >= |z|) of the standard normal distribution. */
export function normalTwoSided(z: number): number {
  return Math.min(1, 2 * cdfOfNormal(-Math.abs(z), 0, 1));
}

/** The z with P(Z <= z) = p. */
export function normalQuantile(p: number): number {
  return quantileOfNormal(p, 0, 1);
}

/** P(X > x) of a chi-square distribution; 1 where there are no degrees of freedom. */
export function chiSquareTail(x: number, degreesOfFreedom: number): number {
  if (degreesOfFreedom === 0 || x <= 0) return 1;
  if (x === Infinity && degreesOfFreedom < Infinity) return 0;
  const shape = degreesOfFreedom / 2;
  return shape < LEAST_SHAPE ? gammainc(x / 2, shape, true, true) : upperGammaShare(shape, x / 2);
}

/** The x with P(X <= x) = p of a chi-square distribution. */
export function chiSquareQuantile(p: number, degreesOfFreedom: number): number {
  // Theirs rests on the tail that is wrong for large shapes.
  return degreesOfFreedom < 2 * LEAST_SHAPE
    ? quantileOfChiSquare(p, degreesOfFreedom)
    : 2 * upperGammaQuantile(1 - p, degreesOfFreedom / 2);
}

/** P(|T| >= |t|) of Student's distribution. */
export function studentTwoSided(t: number, degreesOfFreedom: number): number {
  return Math.min(1, 2 * cdfOfStudent(-Math.abs(t), degreesOfFreedom));
}

/** The t with P(T <= t) = p of Student's distribution. */
export function studentQuantile(p: number, degreesOfFreedom: number): number {
  return quantileOfStudent(p, degreesOfFreedom);
}

/** The x with P(X <= x) = p of a beta distribution. */
export function betaQuantile(p: number, alpha: number, beta: number): number {
  return quantileOfBeta(p, alpha, beta);
}

/** P(X <= k) of a binomial distribution: I_{1-p}(n - k, k + 1). */
export function binomialCdf(k: number, n: number, p: number): number {
  if (k < 0) return 0;
  if (k >= n || p === 0) return 1;
  return p === 1 ? 0 : cdfOfBeta(1 - p, n - k, k + 1);
}

/** Logarithm of the number of ways to choose k of n. */
export function logChoose(n: number, k: number): number {
  return lnGamma(n + 1) - lnGamma(k + 1) - lnGamma(n - k + 1);
}

/** Logarithm of the beta function. */
export function logBeta(alpha: number, beta: number): number {
  return lnGamma(alpha) + lnGamma(beta) - lnGamma(alpha + beta);
}
