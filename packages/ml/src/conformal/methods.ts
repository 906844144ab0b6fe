import type { Method } from '../methods/index.ts';

export const methods: readonly Method[] = [
  {
    title: 'Conformal quantile',
    functions: ['conformalQuantile'],
    tells: 'A score that the next one does not exceed with a probability that holds for any distribution.',
    definition: 'the ceil((n + 1) (1 - risk))-th smallest',
    source: 'V. Vovk, A. Gammerman and G. Shafer (2005); J. Lei et al. (2018), JASA 113',
    cost: 'time O(n log n), memory O(n)',
    example: 'conformalQuantile([0.1, 0.4, 0.2, 0.3, 0.5, 0.7, 0.6, 0.9, 0.8], 0.1)',
  },
  {
    title: 'Prediction sets',
    functions: ['labelStrangeness', 'predictionSet'],
    tells: 'The labels among which the truth is with that probability.',
    definition: '1 - p(label) <= quantile, or the sum of the probabilities down to the label <= quantile',
    source:
      'M. Sadinle, J. Lei and L. Wasserman (2019), JASA 114; Y. Romano, M. Sesia and E. Candès (2020), NeurIPS',
    cost: 'time O(labels log labels), memory O(labels)',
    example: "predictionSet('adaptive', [0.6, 0.3, 0.1], 0.95)",
  },
  {
    title: 'Sets for streams',
    functions: ['createAdaptiveRisk', 'foldAdaptiveRisk'],
    tells:
      'The risk to make sets with next, so that the share missed is right in the long run whatever comes.',
    definition: 'current += rate (risk - missed)',
    source: 'I. Gibbs and E. Candès (2021), NeurIPS',
    cost: 'time O(1), memory O(1)',
    example: 'createAdaptiveRisk(0.1).current',
  },
];
