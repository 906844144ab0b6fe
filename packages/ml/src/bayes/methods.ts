import type { Method } from '../methods/index.ts';

export const methods: readonly Method[] = [
  {
    title: 'Naive Bayes',
    functions: ['fitNaiveBayes', 'predictNaiveBayes', 'checkNaiveBayes'],
    tells: 'The probability of each class, each column taken as if it said nothing of the others.',
    definition:
      'softmax of ln share + sum of ln N(x; mean, variance), or ln((count + smoothing) / (n + smoothing words))',
    source: 'M. E. Maron (1961), JACM 8; D. Hand and K. Yu (2001), International Statistical Review 69',
    cost: 'time O(cells) to fit, O(columns classes) a row; memory O(words classes)',
    example:
      "predictNaiveBayes(fitNaiveBayes({ features: createTable([createCategories('word', ['a', 'a', 'b', 'b'])]), target: createCategories('y', ['no', 'no', 'no', 'yes']) }), Float64Array.of(1))",
  },
];
