import type { Method } from '../methods/index.ts';

export const methods: readonly Method[] = [
  {
    title: 'Robust z-scores',
    functions: ['robustZScores'],
    tells: 'How far each value is from the median, in deviations that outliers hardly move.',
    definition: '(x - median) / (1.4826 MAD); 1.2533 mean |x - median| below where MAD is 0',
    source: 'F. R. Hampel (1974), JASA 69; B. Iglewicz and D. C. Hoaglin (1993)',
    cost: 'time O(n log n), memory O(n)',
    example: 'robustZScores([10, 11, 12, 13, 50]).scores',
  },
  {
    title: 'Generalised ESD test',
    functions: ['extremeDeviatesTest'],
    tells: 'How many of up to so many values are outliers, also where they hide each other.',
    definition:
      'the largest i with R_i > lambda_i; lambda_i = (n - i) t / sqrt((n - i - 1 + t^2) (n - i + 1)), t by alpha / (2 (n - i + 1))',
    source: 'B. Rosner (1983), Technometrics 25',
    cost: 'time O(most n), memory O(n)',
    example: 'extremeDeviatesTest([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 90], { most: 2 })',
  },
  {
    title: 'Outliers of a series with seasons',
    functions: ['findSeasonalOutliers'],
    tells: 'Which values do not fit trend and season.',
    definition:
      'value - median of its piece - median of its place in the season, by the ESD test with median and MAD',
    source: 'J. Hochenbaum, O. S. Vallis and A. Kejariwal (2017), arXiv:1704.07706',
    cost: 'time O(most n log n), memory O(n)',
    example:
      'findSeasonalOutliers([1, 5, 9, 1.1, 5.2, 9.1, 1, 5.1, 9, 0.9, 5, 40, 1, 4.9, 9, 1.1], { period: 3 }).outliers',
  },
];
