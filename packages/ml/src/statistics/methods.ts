import type { Method } from '../methods/index.ts';
import { testMethods } from './test-methods.ts';

const estimates: readonly Method[] = [
  {
    title: 'Quantile',
    functions: ['quantile'],
    tells: 'A quantile of a sample, linear between its values: type 7, the default of R and NumPy.',
    definition: 'h = (n - 1) p, Q(p) = x[floor h] + (h - floor h) (x[floor h + 1] - x[floor h])',
    source: 'R. J. Hyndman and Y. Fan (1996), The American Statistician 50, definition 7',
    cost: 'time O(n log n), memory O(n)',
    example: 'quantile([1, 2, 3, 4], 0.9)',
  },
  {
    title: 'Empirical distribution function',
    functions: ['ecdf', 'ecdfAt'],
    tells: 'The share of a sample that is at most x, for every x.',
    definition: 'F(x) = #{x_i <= x} / n',
    source: 'the definition',
    cost: 'time O(n log n), then O(log n) a look; memory O(n)',
    example: 'ecdfAt(ecdf([1, 2, 2, 5]), 2)',
  },
  {
    title: 'Mean and variance',
    functions: ['momentsOf', 'momentsOfSums'],
    tells: 'In one pass that keeps its digits; or from the sums that a database gives.',
    definition: 'variance = sum (x - mean)^2 / (n - 1)',
    source: 'B. P. Welford (1962), Technometrics 4',
    cost: 'time O(n), memory O(1)',
    example: 'momentsOf([2, 4, 4, 6])',
  },
  {
    title: 'Wilson interval',
    functions: ['wilsonInterval'],
    tells: 'An interval of a proportion that keeps close to its confidence on average, even for small n.',
    definition: '(k + z^2 / 2 +- z sqrt(k (n - k) / n + z^2 / 4)) / (n + z^2)',
    source: 'E. B. Wilson (1927), JASA 22',
    cost: 'time O(1), memory O(1)',
    example: 'wilsonInterval(45, 50)',
  },
  {
    title: 'Clopper-Pearson interval',
    functions: ['clopperPearsonInterval', 'clopperPearsonUpper'],
    tells:
      'An interval of a proportion that covers with at least its confidence whatever the share is: what a guarantee is made of.',
    definition:
      'low = B^-1(a / 2; k, n - k + 1), high = B^-1(1 - a / 2; k + 1, n - k); one-sided B^-1(1 - a; k + 1, n - k)',
    source: 'C. J. Clopper and E. S. Pearson (1934), Biometrika 26',
    cost: 'time O(1), memory O(1)',
    example: '[clopperPearsonInterval(45, 50), clopperPearsonUpper(2, 200, 0.9)]',
  },
  {
    title: 'Bootstrap interval (BCa)',
    functions: ['bootstrapInterval'],
    tells:
      'An interval of any statistic of one sample, corrected for bias and for a spread that changes with the value.',
    definition: 'ends at Phi(z0 + (z0 + z) / (1 - a (z0 + z))) of the resampled statistic',
    source: 'B. Efron (1987), JASA 82',
    cost: 'time O((draws + n) cost of the statistic), memory O(draws + n)',
    example: 'bootstrapInterval([1, 2, 3, 4, 9], (x) => quantile([...x], 0.5), { random: createRandom(1) })',
  },
  {
    title: 'Effect sizes',
    functions: ['cliffsDelta', 'cohensH', 'cramersV', 'hedgesG'],
    tells:
      'How large a difference is, whatever the size of the samples: of ranks, of shares, of categories, of means.',
    definition:
      'Cliff: (#{x > y} - #{x < y}) / (n m); Cohen: 2 asin sqrt p1 - 2 asin sqrt p2; Cramer: sqrt(X^2 / n); Hedges: J (m1 - m2) / s',
    source:
      'N. Cliff (1993), Psychological Bulletin 114; J. Cohen (1988), section 6.2; H. Cramer (1946), section 21.9; L. V. Hedges (1981), Journal of Educational Statistics 6',
    cost: 'time O(n log n), memory O(n); the others O(n) and O(1)',
    example:
      '[cliffsDelta([3, 4, 5], [1, 2, 4]), cohensH(0.2, 0.3), cramersV(4, 100), hedgesG([3, 4, 5], [1, 2, 4])]',
  },
  {
    title: 'Rank correlation',
    functions: ['rankCorrelation'],
    tells: 'Whether two samples of pairs rise together, -1..1, whatever their scales.',
    definition: 'Pearson correlation of midranks (Spearman)',
    source: 'C. Spearman (1904), American Journal of Psychology 15',
    cost: 'time O(n log n), memory O(n)',
    example: 'rankCorrelation([1, 2, 3, 4], [10, 30, 20, 40])',
  },
  {
    title: 'Relative difference',
    functions: ['relativeDifference'],
    tells:
      'How much larger the mean of a second sample is, as a share of the first, with its standard error.',
    definition: '(m2 - m1) / m1; variance v2 / (n2 m1^2) + v1 m2^2 / (n1 m1^4)',
    source: 'H. Cramer (1946), section 28.4 (delta method)',
    cost: 'time O(1), memory O(1)',
    example: 'relativeDifference({ n: 4, mean: 7, variance: 2 }, { n: 15, mean: 5, variance: 0.5 })',
  },
  {
    title: 'Power and sample size',
    functions: ['powerOf', 'sampleFactor', 'sampleSizeOfShares'],
    tells:
      'How likely a test is to see a difference, how many times the sample that takes, and how many observations two shares need.',
    definition: 'Phi(e/s - c) + Phi(-e/s - c); ((c + Phi^-1(power)) s / e)^2; c = Phi^-1(1 - alpha / 2)',
    source: 'J. Cohen (1988), chapter 2; J. L. Fleiss (1981), equation 3.14',
    cost: 'time O(1), memory O(1)',
    example:
      '[powerOf({ effect: 0.5, standardError: 0.2 }), sampleFactor({ effect: 0.5, standardError: 0.2 }), sampleSizeOfShares(0.1, 0.12)]',
  },
  {
    title: 'Expected loss',
    functions: ['expectedLoss'],
    tells:
      'What keeping the first of two costs on average where the second is better, and the other way round.',
    definition: 'E max(0, d) = m Phi(m / s) + s phi(m / s)',
    source: 'H. Raiffa and R. Schlaifer (1961), section 5.4',
    cost: 'time O(1), memory O(1)',
    example: 'expectedLoss(0.1, 0.05)',
  },
  {
    title: 'Checks of samples',
    functions: ['checkSamples', 'tooFew'],
    tells: 'Refuse what is no number, naming who asked; say that there is too little, and how much it takes.',
    definition: 'RangeError; { status: insufficient_data, needed, has }',
    source: 'our own',
    cost: 'time O(n), memory O(1)',
    example: 'tooFew(20, [1, 2, 3])',
  },
];

export const methods: readonly Method[] = [...testMethods, ...estimates];
