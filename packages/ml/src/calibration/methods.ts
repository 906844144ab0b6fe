import type { Method } from '../methods/index.ts';

export const methods: readonly Method[] = [
  {
    title: 'Expected calibration error',
    functions: ['expectedCalibrationError'],
    tells: 'How far, on average, the share of right predictions is from the confidence that was stated.',
    definition: 'ECE = sum over 15 bins of equal mass of (size / n) |mean confidence - share right|',
    source:
      'M. P. Naeini, G. F. Cooper and M. Hauskrecht (2015), AAAI; K. Nguyen and B. O’Connor (2015), EMNLP',
    cost: 'time O(n log n), memory O(n)',
    example:
      'expectedCalibrationError([{ confidence: 0.9, isRight: true }, { confidence: 0.6, isRight: false }])',
  },
  {
    title: 'Interval of the calibration error',
    functions: ['calibrationErrorInterval'],
    tells: 'How sure the calibration error is, and what it would be without what chance adds to it.',
    definition:
      'basic bootstrap: from 2 ECE - upper to 2 ECE - lower quantile of resamples; from 0 where drawn truths have such an error, too',
    source:
      'A. C. Davison and D. V. Hinkley (1997), section 5.2.1; A. Kumar, P. Liang and T. Ma (2019), NeurIPS; J. Brocker and L. A. Smith (2007), Weather and Forecasting 22',
    cost: 'time O(draws n log n), memory O(n)',
    example:
      'calibrationErrorInterval(Array.from({ length: 40 }, (_, i) => ({ confidence: 0.9, isRight: i % 4 > 0 })), { random: createRandom(1), bins: 5, draws: 200 })',
  },
  {
    title: 'Share that could be taken unseen',
    functions: ['shareAtPrecision'],
    tells: 'The largest share of predictions, most confident first, of which at least so many are right.',
    definition: 'max k / n with right among the first k >= precision k; equal confidences together',
    source: 'our own',
    cost: 'time O(n log n), memory O(n)',
    example:
      'shareAtPrecision([{ confidence: 0.9, isRight: true }, { confidence: 0.6, isRight: false }], 0.95)',
  },
  {
    title: 'Calibration',
    functions: ['fitCalibration', 'calibrateScore'],
    tells:
      'What scores mean, from labels: a rising function by isotonic regression, Platt, temperature or beta.',
    definition:
      'isotonic: pool adjacent violators; the others: 1 / (1 + exp(-z)), z = a s + b, logit(s) / T, or a ln s - b ln(1 - s) + c',
    source:
      'B. Zadrozny and C. Elkan (2002), KDD; J. C. Platt (1999); C. Guo et al. (2017), ICML; M. Kull, T. M. Silva Filho and P. Flach (2017), EJS 11',
    cost: 'time O(n log n) and O(steps n), then O(log n) and O(1) a score; memory O(n) and O(1)',
    example: "calibrateScore(fitCalibration('platt', [0.2, 0.4, 0.6, 0.8], [0, 1, 0, 1]), 0.9)",
  },
  {
    title: 'Online calibration',
    functions: ['createOnlineCalibration', 'calibrateOnline', 'foldOnlineCalibration'],
    tells: 'The same, one label at a time, following what scores come to mean.',
    definition: 'p = 1 / (1 + exp(-(slope logit(s) + intercept))), both by AdaGrad',
    source: 'J. Duchi, E. Hazan and Y. Singer (2011), JMLR 12',
    cost: 'time O(1) a label, memory O(1)',
    example: 'calibrateOnline(createOnlineCalibration(), 0.83)',
  },
  {
    title: 'Performance without labels',
    functions: ['estimatePerformance'],
    tells:
      'What accuracy, precision, recall, F1 and ROC AUC are to be expected, by calibrated probabilities alone.',
    definition: 'a row of probability p counts as p of a true one and 1 - p of another',
    source: 'J. Bialek, W. Kuberski, N. Perrakis and A. Bifet (2024), arXiv:2401.08348; NannyML',
    cost: 'time O(n log n), memory O(n)',
    example: 'estimatePerformance([0.1, 0.3, 0.8, 0.9]).accuracy',
  },
];
