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
    title: 'Share that could be taken unseen',
    functions: ['shareAtPrecision'],
    tells: 'The largest share of predictions, most confident first, of which at least so many are right.',
    definition: 'max k / n with right among the first k >= precision k; equal confidences together',
    source: 'our own',
    cost: 'time O(n log n), memory O(n)',
    example:
      'shareAtPrecision([{ confidence: 0.9, isRight: true }, { confidence: 0.6, isRight: false }], 0.95)',
  },
];
