import type { Method } from '../methods/index.ts';

export const methods: readonly Method[] = [
  {
    title: 'Comparing features',
    functions: ['compareFeature', 'compareFeatures'],
    tells:
      'Whether a feature is distributed as in a reference: a test chosen by what it is and how many values it takes, with an effect size; over several features with the share of false findings held.',
    definition:
      "numbers: Cramer-von Mises and Cliff's delta; categories, and numbers of at most 20 values, each 10 times on average: conditional chi-square and Cramer's V; at least 20 values each; over features Benjamini-Hochberg",
    source: 'of the tests, below; false alarms by npm run bench -- ml false-alarms',
    cost: 'time O(n log n), memory O(n)',
    example:
      "compareFeature({ kind: 'categorical', reference: [...'aaaaaaaaaaaabbbbbbbb'], current: [...'aaaabbbbbbbbbbbbcccc'] })",
  },
  {
    title: 'ADWIN',
    functions: ['createAdwin', 'foldAdwin', 'meanOfAdwin'],
    tells:
      'Keeps the longest window of a stream whose mean has not changed; drift when two parts of it differ, in either direction.',
    definition: '|m0 - m1| > sqrt(2 m v d) + 2/3 d m, m = 1/(n0 - 4) + 1/(n1 - 4), d = ln(2 ln(n) / delta)',
    source: 'A. Bifet and R. Gavalda (2007), SDM, equation 3.2',
    cost: 'time O(log n) a value, memory O(log n)',
    example: 'meanOfAdwin([1, 2, 3].reduce((state, x) => (foldAdwin(state, x), state), createAdwin()))',
  },
  {
    title: 'Page-Hinkley test',
    functions: ['createPageHinkley', 'foldPageHinkley'],
    tells: 'Drift when a stream lies above its mean for long; feed -x for a fall.',
    definition: 'sum = max(0, forgetting sum + x - mean - delta) > threshold',
    source: 'E. S. Page (1954), Biometrika 41; D. V. Hinkley (1971), Biometrika 58',
    cost: 'time O(1) a value, memory O(1)',
    example: 'foldPageHinkley(createPageHinkley(), 1)',
  },
  {
    title: 'DDM',
    functions: ['createDdm', 'foldDdm'],
    tells: 'Drift when the share of errors has risen significantly above its lowest.',
    definition: 'p + s > p_best + 3 s_best, s = sqrt(p (1 - p) / n); warning at 2',
    source: 'J. Gama et al. (2004), SBIA, 286-295',
    cost: 'time O(1) a value, memory O(1)',
    example: 'foldDdm(createDdm(), true)',
  },
  {
    title: 'EDDM',
    functions: ['createEddm', 'foldEddm'],
    tells:
      'Drift when errors follow one another faster than ever before; fires often without drift, so a signal to look.',
    definition: 'm / (largest m) < .9, m = mean distance of errors + 2 deviations; warning below .95',
    source: 'M. Baena-Garcia et al. (2006), Workshop on Knowledge Discovery from Data Streams',
    cost: 'time O(1) a value, memory O(1)',
    example: 'foldEddm(createEddm(), true)',
  },
  {
    title: 'HDDM',
    functions: ['createHddmAverage', 'createHddmWeighted', 'foldHddmAverage', 'foldHddmWeighted'],
    tells:
      'Drift of values of 0 to 1 by a bound that needs no distribution: of averages, or of weighted ones, which see gradual change earlier.',
    definition: "Hoeffding's bound between the mean so far and its best cut; McDiarmid's for weights",
    source: 'I. Frias-Blanco et al. (2015), IEEE TKDE 27',
    cost: 'time O(1) a value, memory O(1)',
    example: '[foldHddmAverage(createHddmAverage(), 1), foldHddmWeighted(createHddmWeighted(), 1)]',
  },
  {
    title: 'KSWIN',
    functions: ['createKswin', 'foldKswin'],
    tells:
      'Drift of the whole distribution: compares the newest values of a window with a sample of the older ones.',
    definition: 'Kolmogorov-Smirnov p <= alpha and D > .1',
    source: 'C. Raab, M. Heusinger and F.-M. Schleif (2020), Neurocomputing 416',
    cost: 'time O(s^2) a value for s compared, memory O(window)',
    example: 'foldKswin(createKswin(), 1, createRandom(1))',
  },
];
