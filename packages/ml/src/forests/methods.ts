import type { Method } from '../methods/index.ts';

const SHOPS =
  "{ features: createTable([createCategories('shop', ['a', 'b', 'c', 'a']), { kind: 'number', name: 'amount', values: Float64Array.of(1, 2, 3, 40) }]), target: createCategories('kind', ['food', 'food', 'rent', 'rent']) }";

export const methods: readonly Method[] = [
  {
    title: 'Decision tree',
    functions: ['fitDecisionTree', 'predictDecisionTree', 'checkDecisionTree'],
    tells: 'Shares of classes, or a mean, by questions that one after the other part the rows.',
    definition:
      'the column and cut with the largest sum over both sides of sum_k s_k^2 / w: least Gini impurity, or least squares',
    source: 'L. Breiman, J. H. Friedman, R. A. Olshen and C. J. Stone (1984), CART',
    cost: 'time O(columns rows log rows) to fit, O(depth) a row; memory 10 bytes a cell, 100 a row',
    example: `[...predictDecisionTree(fitDecisionTree(${SHOPS}), Float64Array.of(2, 0))]`,
  },
  {
    title: 'Random forest',
    functions: ['fitRandomForest', 'predictRandomForest', 'checkRandomForest'],
    tells: 'The mean over many such trees, each grown on other rows and asking of other columns.',
    definition:
      'rows drawn with return for each tree, columns drawn for each split; the mean over trees of shares or means',
    source: 'L. Breiman (2001), Random forests, Machine Learning 45',
    cost: 'time O(trees columns drawn rows log rows) to fit, O(trees depth) a row; memory 10 bytes a cell, 100 a row, and the trees',
    example: `[...predictRandomForest(fitRandomForest(${SHOPS}, { seed: 1 }), Float64Array.of(2, 0))]`,
  },
  {
    title: 'Explanations of trees and forests',
    functions: ['explainForest'],
    tells: 'What each column adds to what a tree or a forest tells of a row, exactly.',
    definition: 'Shapley values of the mean over the rows by cover; base + sum of terms = what is told',
    source: 'S. M. Lundberg, G. G. Erion and S.-I. Lee (2018), arXiv:1802.03888',
    cost: 'time O(nodes columns on a path), memory O(nodes) once',
    example: `explainForest(fitDecisionTree(${SHOPS}), Float64Array.of(2, 0))`,
  },
  {
    title: 'Isolation forest',
    functions: ['fitIsolationForest', 'predictIsolationForest', 'checkIsolationForest'],
    tells: 'How much a row stands apart from the others, 0..1; near .5 and below it does not.',
    definition:
      '2^(-mean h / c(n)): h is the depth at which random splits of n = 256 rows leave a row alone, c(n) = 2 H(n - 1) - 2 (n - 1) / n',
    source: 'F. T. Liu, K. M. Ting and Z.-H. Zhou (2008), Isolation forest, ICDM',
    cost: 'time O(cells + trees n log n) to fit, O(trees log n) a row; memory 8 bytes a cell and 100 a row',
    example:
      "predictIsolationForest(fitIsolationForest(createTable([{ kind: 'number', name: 'amount', values: Float64Array.of(12, 14, 11, 13, 12, 15, 900) }])), Float64Array.of(900))",
  },
];
