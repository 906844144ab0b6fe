import type { Method } from '../methods/index.ts';

export const methods: readonly Method[] = [
  {
    title: 'Normal distribution',
    functions: ['normalCdf', 'normalPdf', 'normalQuantile', 'normalTwoSided'],
    tells:
      'Probability, density and quantile of the standard normal distribution; the two-sided tail keeps its digits.',
    definition: 'Phi(z), phi(z) = exp(-z^2 / 2) / sqrt(2 pi), Phi^-1(p), 2 Phi(-|z|)',
    source: '@stdlib/stats-base-dists-normal',
    cost: 'time O(1), memory O(1)',
    example: '[normalCdf(1.96), normalPdf(0), normalQuantile(0.975), normalTwoSided(8)]',
  },
  {
    title: 'Chi-square distribution',
    functions: ['chiSquareQuantile', 'chiSquareTail'],
    tells: 'Upper tail and quantile; no degrees of freedom give a tail of 1.',
    definition: 'Q(x / 2, v / 2), the upper regularised incomplete gamma function',
    source:
      '@stdlib/math-base-special-gammainc, @stdlib/stats-base-dists-chisquare; from 500 degrees of freedom on NIST DLMF 8.11.4 and 8.9.2',
    cost: 'time O(1), from 500 degrees of freedom on O(sqrt v); memory O(1)',
    example: '[chiSquareTail(3.841, 1), chiSquareQuantile(0.95, 9)]',
  },
  {
    title: "Student's distribution",
    functions: ['studentQuantile', 'studentTwoSided'],
    tells: 'Two-sided tail and quantile, for any positive degrees of freedom.',
    definition: 'P(|T| >= |t|), the t with P(T <= t) = p',
    source: '@stdlib/stats-base-dists-t',
    cost: 'time O(1), memory O(1)',
    example: '[studentTwoSided(2.262, 9), studentQuantile(0.975, 9)]',
  },
  {
    title: 'Beta and binomial distributions',
    functions: ['betaQuantile', 'binomialCdf', 'logBeta', 'logChoose'],
    tells:
      'Quantile of the beta distribution, the binomial distribution function through it, and the logarithms of both counts.',
    definition: 'P(X <= k) = I_{1-p}(n - k, k + 1); ln B(a, b); ln (n over k)',
    source: '@stdlib/stats-base-dists-beta, @stdlib/math-base-special-gammaln',
    cost: 'time O(1), memory O(1)',
    example: '[betaQuantile(0.95, 3, 98), binomialCdf(2, 10, 0.5), logBeta(2, 3), logChoose(5, 2)]',
  },
];
