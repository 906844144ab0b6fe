import type { Method } from '../methods/index.ts';

const FITTED =
  "fitBoosting({ features: createTable([{ kind: 'number', name: 'x', values: Float64Array.of(1, 2, 3, 4) }]), target: { kind: 'number', name: 'y', values: Float64Array.of(0, 0, 8, 8) } }, { task: { type: 'mean' }, rounds: 1, learningRate: 1, minLeafRows: 1 })";

export const methods: readonly Method[] = [
  {
    title: 'Gradient boosting',
    functions: ['fitBoosting', 'predictBoosting', 'checkBoosting'],
    tells: 'A probability of each class, a mean or a quantile, from many small trees.',
    definition:
      'trees of -g / (h + l2) on first and second derivatives of the loss, over at most 255 bins a column, leaf by leaf',
    source:
      'J. H. Friedman (2001), Annals of Statistics 29; T. Chen and C. Guestrin (2016); G. Ke et al. (2017)',
    cost: 'time O(rounds rows columns log leaves), memory 9 bytes a cell until it lies in a bin, then 1, and 48 a row',
    example: `[...predictBoosting(${FITTED}, Float64Array.of(3.5))]`,
  },
  {
    title: 'Why boosting scores a row as it does',
    functions: ['explainBoosting'],
    tells: 'What each column adds to a score: Shapley values, exactly, summing with the base to the score.',
    definition:
      'Shapley values of the mean score by cover where only some columns are known; in log-odds for classes',
    source: 'S. M. Lundberg, G. G. Erion and S.-I. Lee (2018), arXiv:1802.03888',
    cost: 'time O(nodes columns on a path) a row, memory O(nodes)',
    example: `explainBoosting(${FITTED}, Float64Array.of(3.5))`,
  },
];
