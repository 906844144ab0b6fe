import type { Method } from '../methods/index.ts';

export const methods: readonly Method[] = [
  {
    title: 'Bins and counts',
    functions: ['countBins', 'countCategories', 'quantileEdges'],
    tells:
      'Bins that hold equal shares of a reference alone, and how many values of a sample fall into each; counts of categories of two samples.',
    definition:
      'edges: the type 1 quantiles of the reference at 1/B .. (B-1)/B, each once; bin i is (edge i-1, edge i]',
    source: 'our own; quantiles: R. J. Hyndman and Y. Fan (1996), The American Statistician 50',
    cost: 'time O(n log n), memory O(n)',
    example: 'countBins([1, 5, 9, 99], quantileEdges([1, 2, 3, 4, 5, 6, 7, 8], 4))',
  },
  {
    title: 'Population stability index',
    functions: ['criticalStability', 'populationStabilityIndex'],
    tells:
      'A symmetric divergence of counts, and the value that it exceeds by chance in 5 % of undrifted pairs. The .1 of many dashboards is exceeded by 38 % of undrifted pairs of 200.',
    definition:
      'PSI = sum (p - q) ln(p / q), empty bins as half an observation; critical: (1/N + 1/M) chi2_.95(B - 1)',
    source:
      'S. Kullback and R. A. Leibler (1951), equation 2.6; critical value: B. Yurdakul (2018), Western Michigan University',
    cost: 'time O(bins), memory O(bins)',
    example:
      '[populationStabilityIndex([50, 30, 20], [40, 30, 30]), criticalStability({ n: 100, m: 100, bins: 3 })]',
  },
  {
    title: 'Jensen-Shannon divergence',
    functions: ['jensenShannonDivergence'],
    tells:
      'How unlike two distributions are, in nats: 0 for the same, ln 2 for none in common. Its root is a metric.',
    definition: 'JSD = sum (p ln(p / m) + q ln(q / m)) / 2, m = (p + q) / 2',
    source: 'J. Lin (1991), IEEE Transactions on Information Theory 37',
    cost: 'time O(bins), memory O(bins)',
    example: 'jensenShannonDivergence([50, 30, 20], [40, 30, 30])',
  },
  {
    title: 'Hellinger distance',
    functions: ['hellingerDistance'],
    tells: 'How unlike two distributions are, 0 to 1: a metric.',
    definition: 'H = sqrt(sum (sqrt p - sqrt q)^2 / 2)',
    source: 'E. Hellinger (1909), Journal fuer die reine und angewandte Mathematik 136',
    cost: 'time O(bins), memory O(bins)',
    example: 'hellingerDistance([50, 30, 20], [40, 30, 30])',
  },
  {
    title: 'Largest difference of a share',
    functions: ['largestShareDifference'],
    tells: 'By how much the share of any one bin or category differs at most.',
    definition: 'max |p - q|',
    source: 'the L-infinity distance',
    cost: 'time O(bins), memory O(bins)',
    example: 'largestShareDifference([50, 30, 20], [40, 30, 30])',
  },
  {
    title: 'Wasserstein distance',
    functions: ['wassersteinDistance'],
    tells: 'How far a value lies from its counterpart on average, in the unit of the values.',
    definition: 'W = integral |F1(x) - F2(x)| dx',
    source: 'S. S. Vallender (1974), Theory of Probability and Its Applications 18',
    cost: 'time O(n log n), memory O(n)',
    example: 'wassersteinDistance([1, 2, 3], [2, 3, 7])',
  },
  {
    title: 'Energy distance',
    functions: ['energyDistance'],
    tells: 'A metric that weighs tails less than the Wasserstein distance, in the root of the unit.',
    definition: 'D = sqrt(2 integral (F1(x) - F2(x))^2 dx)',
    source: 'G. J. Szekely and M. L. Rizzo (2013), JSPI 143',
    cost: 'time O(n log n), memory O(n)',
    example: 'energyDistance([1, 2, 3], [2, 3, 7])',
  },
];
