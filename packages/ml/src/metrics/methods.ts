import type { Method } from '../methods/index.ts';

export const methods: readonly Method[] = [
  {
    title: 'Right labels',
    functions: ['accuracy', 'labelScores', 'confusionMatrix'],
    tells: 'How many labels are right, by label and over all, and what is taken for what.',
    definition:
      'F1 = 2 tp / (2 tp + fp + fn); macro: each label alike; weighted: by how often it is the truth',
    source: 'C. J. van Rijsbergen (1979), Information Retrieval, chapter 7',
    cost: 'time O(n), the matrix O(n + labels^2); memory O(labels), O(labels^2)',
    example: "labelScores([{ guessed: 'a', truth: 'a' }, { guessed: 'b', truth: 'a' }]).macroF1",
  },
  {
    title: 'Probabilities',
    functions: ['logLoss', 'brierScore'],
    tells: 'How good stated probabilities are; the Brier score with what it is made of.',
    definition: 'mean -ln p(truth); mean (p - y)^2 = reliability - resolution + uncertainty',
    source:
      'I. J. Good (1952), JRSS B 14; G. W. Brier (1950); A. H. Murphy (1973), Journal of Applied Meteorology 12',
    cost: 'time O(n), memory O(distinct probabilities)',
    example: 'brierScore([0.9, 0.9, 0.1, 0.1], [1, 0, 0, 0])',
  },
  {
    title: 'Ranking',
    functions: ['rocAuc', 'averagePrecision'],
    tells: 'How well scores put true ones first; equal scores count as equal.',
    definition: 'P(score of a true one > of another) + ties / 2; sum (R_k - R_(k-1)) P_k',
    source: 'J. A. Hanley and B. J. McNeil (1982), Radiology 143; J. Davis and M. Goadrich (2006), ICML',
    cost: 'time O(n log n), memory O(n)',
    example: '[rocAuc([0.9, 0.8, 0.3], [1, 0, 1]), averagePrecision([0.9, 0.8, 0.3], [1, 0, 1])]',
  },
  {
    title: 'Card precision',
    functions: ['cardPrecision'],
    tells: 'Of the k cards that people can look at each day, the share that had a fraud.',
    definition:
      'mean over days of (cards with a fraud among the k of highest score) / k; found cards are left out later',
    source:
      'Y.-A. Le Borgne et al. (2022), Reproducible machine learning for credit card fraud detection, chapter 4',
    cost: 'time O(n log n), memory O(cards)',
    example:
      'cardPrecision([{ day: 1, card: 7, score: 0.9, isFraud: true }, { day: 1, card: 8, score: 0.4, isFraud: false }], 2)',
  },
  {
    title: 'Checks of probabilities',
    functions: ['checkProbabilities'],
    tells: 'Refuses what is no probability, naming who asked and the place.',
    definition: 'RangeError unless 0 <= p <= 1',
    source: 'our own',
    cost: 'time O(n), memory O(1)',
    example: "checkProbabilities('example', [0, 0.3, 1]) ?? 'all are probabilities'",
  },
];
