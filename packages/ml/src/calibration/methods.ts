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
    tells:
      'Between what the expected calibration error lies, and what it is without what chance adds; needs 450 rows.',
    definition:
      'plug-in less the quantile of sum w s |Z| (s Z where the sign is sure), up to the largest error that would show as little; corrected = sum w (2 |x| - E|N(x, s^2)|)',
    source:
      'A. Kumar, P. Liang and T. Ma (2019), NeurIPS; J. P. Romano, A. M. Shaikh and M. Wolf (2014), Econometrica 82, 1979-2002; the upper end is our own',
    cost: 'time O(n log n + draws bins), memory O(n + draws bins)',
    example:
      'calibrationErrorInterval(Array.from({ length: 900 }, (_, row) => ({ confidence: (row % 9) / 10 + 0.1, isRight: row % 100 < 45 })))',
  },
  {
    title: 'Bins of equal mass',
    functions: ['equalMassCuts'],
    tells: 'Where sorted values are cut into bins of about as many each.',
    definition: 'bin b from floor(b n / bins) to before floor((b + 1) n / bins)',
    source: 'K. Nguyen and B. O’Connor (2015), EMNLP',
    cost: 'time and memory O(bins)',
    example: 'equalMassCuts(20, 4)',
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
    tells: 'The same four, one label at a time, following what scores come to mean.',
    definition:
      'z = a logit(s) + b, logit(s) / T, or a ln s - b ln(1 - s) + c, by AdaGrad; isotonic over the newest labels',
    source:
      'J. Duchi, E. Hazan and Y. Singer (2011), JMLR 12; M. Ayer et al. (1955), Annals of Mathematical Statistics 26',
    cost: 'time O(1) a label, memory O(1); isotonic O(40 log window) and 16 bytes a label of the window',
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
