import type { Method } from '../methods/index.ts';

export const testMethods: readonly Method[] = [
  {
    title: 'Two proportions',
    functions: ['fisherTest', 'twoProportionTest'],
    tells:
      "Whether two shares differ, with the interval of the difference; Fisher's exact test where a cell is expected to hold fewer than 5.",
    definition:
      'z = (p1 - p2) / sqrt(p (1 - p) (1/n1 + 1/n2)); exact: the sum of hypergeometric probabilities not above the one seen',
    source: 'R. G. Newcombe (1998), Statistics in Medicine 17; R. A. Fisher (1922), JRSS 85',
    cost: 'time O(1), exact O(n); memory O(1)',
    example: 'twoProportionTest({ successes: 45, n: 200 }, { successes: 60, n: 210 })',
  },
  {
    title: 'McNemar',
    functions: ['mcnemarTest'],
    tells:
      'Of the cases that exactly one of two classifiers has right, whether either is favoured. Exact for up to 1,000 of them.',
    definition: 'twice the smaller binomial tail at 1/2; beyond, (|b - c| - 1)^2 / (b + c) as chi-square',
    source: 'Q. McNemar (1947), Psychometrika 12; A. L. Edwards (1948), Psychometrika 13',
    cost: 'time O(1), memory O(1)',
    example: 'mcnemarTest(6, 17)',
  },
  {
    title: 'Welch',
    functions: ['compareMeans', 'welchTest'],
    tells:
      'Whether two means differ where variances may, with the interval of the difference; of samples, or of moments.',
    definition: 't = (m1 - m2) / sqrt(v1/n1 + v2/n2), degrees of freedom by Welch and Satterthwaite',
    source: 'B. L. Welch (1947), Biometrika 34',
    cost: 'time O(n), memory O(1)',
    example: 'welchTest([3, 4, 5, 6], [1, 2, 4, 3])',
  },
  {
    title: 'Mann-Whitney',
    functions: ['mannWhitneyTest'],
    tells:
      'Whether values of one sample tend to be larger. Two-sided by doubling the smaller tail: a doubled tail of one chosen side misses every shift to the other.',
    definition:
      'U by midranks, variance n1 n2 / 12 (N + 1 - T / (N (N - 1))) with ties; exact to 30 values each without',
    source:
      'H. B. Mann and D. R. Whitney (1947), Annals of Mathematical Statistics 18; E. L. Lehmann (1975), section 1.4',
    cost: 'time O(n log n), exact O(n1^2 n2^2); memory O(n), exact O(n1^2 n2)',
    example: 'mannWhitneyTest([3, 4, 5, 6], [1, 2, 4, 3])',
  },
  {
    title: 'Kolmogorov-Smirnov',
    functions: ['kolmogorovSmirnovTest'],
    tells:
      'The largest distance between two distribution functions; exact while the lattice has up to 20 million points. With ties p is an upper bound.',
    definition: 'D = max |F1 - F2|; exact: the share of lattice paths that get as far from the diagonal',
    source: 'J. L. Hodges (1958), Arkiv foer Matematik 3',
    cost: 'time O(n log n + D n1 n2), memory O(n)',
    example: 'kolmogorovSmirnovTest([3, 4, 5, 6], [1, 2, 2.5, 3.5])',
  },
  {
    title: 'Cramer-von Mises',
    functions: ['cramerVonMisesTest'],
    tells:
      'The squared distance between two distribution functions: shifts, spreads and shapes, with a p-value that holds from some ten values each and for ties.',
    definition:
      'T = n1 n2 / N^2 sum (F1 - F2)^2; with ties by the three moments of T, given how often each value occurs',
    source: 'T. W. Anderson (1962), Annals of Mathematical Statistics 33',
    cost: 'time O(n log n), memory O(n)',
    example: 'cramerVonMisesTest([3, 4, 5, 6, 7, 8, 9, 3, 4, 5], [0, 0, 1, 2, 3, 5, 7, 3, 4, 2])',
  },
  {
    title: 'Chi-square and G of two samples',
    functions: ['chiSquareTest', 'gTest'],
    tells:
      'Whether two samples of categories come from one distribution, which is not known. To take the first as known raises 32 % of false alarms at 5 %.',
    definition:
      'X^2 = sum (observed - expected)^2 / expected; G = 2 sum observed ln(observed / expected); categories - 1 degrees of freedom',
    source: 'K. Pearson (1900), Philosophical Magazine 50; R. A. Fisher (1922), JRSS 85; S. S. Wilks (1935)',
    cost: 'time O(categories), memory O(categories)',
    example: '[chiSquareTest([50, 30, 20], [40, 30, 30]), gTest([50, 30, 20], [40, 30, 30])]',
  },
  {
    title: 'Conditional chi-square',
    functions: ['conditionalChiSquareTest'],
    tells:
      'The same where many categories are rare: no rule of five. Categories that occur once count as one.',
    definition:
      'X^2 by its exact mean and variance, given how often each category occurs, and the skewness of squared binomials',
    source: 'J. B. S. Haldane (1940), Biometrika 31; P. W. Mielke and K. J. Berry (1985), JSPI 12',
    cost: 'time O(categories), memory O(categories)',
    example: 'conditionalChiSquareTest([5, 4, 1, 3, 0, 1], [2, 1, 1, 0, 3, 0])',
  },
  {
    title: 'Paired permutation',
    functions: ['pairedPermutationTest'],
    tells:
      'Whether paired differences lie around 0: all signs for up to 16 pairs, else drawn ones, p never 0.',
    definition:
      'the share of sign patterns whose mean difference is as far from 0; drawn: (1 + as far) / (1 + draws)',
    source: 'R. A. Fisher (1935), section 21; B. Phipson and G. K. Smyth (2010), SAGMB 9(1)',
    cost: 'time O(n draws), memory O(n)',
    example: 'pairedPermutationTest([5, 6, 7, 9], [4, 6, 5, 6], { random: createRandom(1) })',
  },
  {
    title: 'Several tests at once',
    functions: ['benjaminiHochberg', 'holm', 'leastEvidence'],
    tells:
      'Adjusted p-values: by Benjamini and Hochberg the share of false findings is held, by Holm the chance of any; and the least e-value that holds the share of false findings whatever the dependence.',
    definition:
      'min over j >= i of m p(j) / j; max over j <= i of (m - j + 1) p(j); the least e(k) >= m / (rate k)',
    source:
      'Y. Benjamini and Y. Hochberg (1995), JRSS B 57; S. Holm (1979), Scandinavian Journal of Statistics 6; R. Wang and A. Ramdas (2022), JRSS B 84',
    cost: 'time O(m log m), memory O(m)',
    example:
      '[benjaminiHochberg([0.01, 0.04, 0.03]), holm([0.01, 0.04, 0.03]), leastEvidence([8, 6, 1], { tests: 50, rate: 0.1 })]',
  },
];
