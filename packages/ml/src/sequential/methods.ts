import type { Method } from '../methods/index.ts';

export const methods: readonly Method[] = [
  {
    title: 'Sequential interval of an estimate',
    functions: ['sequentialHalfWidth', 'sequentialInterval'],
    tells:
      'An interval that may be looked at after every observation: that it ever misses has a probability of alpha at most, for large samples. That of GrowthBook.',
    definition:
      's sqrt(2 (n r^2 + 1) / (n r^2) ln(sqrt(n r^2 + 1) / alpha)), r^2 = (-2 ln alpha + ln(-2 ln alpha + 1)) / tuning',
    source: 'I. Waudby-Smith et al. (2024), Annals of Statistics 52, theorem 2.2',
    cost: 'time O(1), memory O(1)',
    example: 'sequentialInterval(0.234, { standardError: 0.13, n: 6461 })',
  },
  {
    title: 'Confidence sequence of a proportion',
    functions: ['proportionSequence'],
    tells: 'The same for a share, and for small samples too: holds at every moment at once.',
    definition: 'all p with B(k + 1/2, n - k + 1/2) / B(1/2, 1/2) < p^k (1 - p)^(n - k) / alpha',
    source: 'H. Robbins (1970), Annals of Mathematical Statistics 41; J. Ville (1939)',
    cost: 'time O(1), memory O(1)',
    example: 'proportionSequence(45, 50)',
  },
  {
    title: 'Sample-ratio mismatch',
    functions: ['sampleRatioTest'],
    tells:
      'Whether the groups of an experiment have the sizes they were meant to have; p below .001 says that whoever assigned or counted them is broken.',
    definition: 'sum (count - expected)^2 / expected as chi-square with groups - 1 degrees of freedom',
    source: 'A. Fabijan et al. (2019), KDD, 2156-2164',
    cost: 'time O(groups), memory O(groups)',
    example: 'sampleRatioTest([1000, 1200], [0.5, 0.5])',
  },
  {
    title: 'CUPED',
    functions: ['adjustByCuped'],
    tells:
      'Takes off an outcome what a measurement before the experiment explains of it, so that the same effect shows with fewer units.',
    definition: "y' = y - theta (x - mean x), theta = cov(y, x) / var(x) within groups",
    source: 'A. Deng, Y. Xu, R. Kohavi and T. Walker (2013), WSDM, equation 3',
    cost: 'time O(n), memory O(n)',
    example:
      'adjustByCuped({ outcome: [3, 5, 7], before: [1, 2, 3] }, { outcome: [2, 4, 7], before: [1, 2, 3] }).varianceReduction',
  },
];
