import type { Method } from '../methods/index.ts';

const TWO_CLASSES =
  "{ features: createTable([{ kind: 'number', name: 'x', values: Float64Array.of(1, 2, 3, 4) }]), target: createCategories('y', ['no', 'yes', 'no', 'yes']) }";
const NUMBERS =
  "{ features: createTable([{ kind: 'number', name: 'x', values: Float64Array.of(1, 2, 3, 4) }]), target: { kind: 'number', name: 'y', values: Float64Array.of(1, 3, 2, 9) } }";

export const methods: readonly Method[] = [
  {
    title: 'Logistic regression',
    functions: ['fitLogisticRegression', 'predictLogisticRegression', 'checkLogisticRegression'],
    tells: 'The probability of each class, by scores that are sums over the columns.',
    definition:
      'least sum weight (-ln p) + penalty / 2 sum coefficient^2; p = 1 / (1 + e^-z), or the softmax of a score for each class',
    source:
      'D. R. Cox (1958), JRSS B 20; S. le Cessie and J. C. van Houwelingen (1992), Applied Statistics 41; J. Nocedal (1980), Mathematics of Computation 35',
    cost: 'time O(steps rows (columns scores)^2) to fit, O(columns classes) a row; memory O(cells)',
    example: `predictLogisticRegression(fitLogisticRegression(${TWO_CLASSES}), Float64Array.of(4))`,
  },
  {
    title: 'Least squares and ridge',
    functions: ['fitLeastSquares', 'predictLeastSquares', 'checkLeastSquares'],
    tells: 'The expected number, by a sum over the columns.',
    definition: 'least sum weight (y - intercept - sum coefficient term)^2 + penalty sum coefficient^2',
    source: 'A. E. Hoerl and R. W. Kennard (1970), Technometrics 12; A. Bjorck (1996), section 6.6',
    cost: 'time O(rows columns^2 + terms^3) to fit, O(columns) a row; memory O(cells + terms^2)',
    example: `predictLeastSquares(fitLeastSquares(${NUMBERS}), Float64Array.of(5))`,
  },
  {
    title: 'Quantile regression',
    functions: ['fitQuantileRegression', 'predictQuantileRegression', 'checkQuantileRegression'],
    tells: 'The number that a given share of cases like this one stays below.',
    definition: 'least sum weight r (level - [r < 0]), r = y - intercept - sum coefficient term',
    source:
      'R. Koenker and G. Bassett (1978), Econometrica 46; S. Portnoy and R. Koenker (1997), Statistical Science 12',
    cost: 'time O(steps rows columns^2) to fit, O(columns) a row; memory O(cells + terms^2)',
    example: `predictQuantileRegression(fitQuantileRegression(${NUMBERS}), Float64Array.of(5))`,
  },
  {
    title: 'Explanations of linear models',
    functions: ['explainLinear', 'explainDependentLinear'],
    tells:
      'What each column adds to the score of the mean training row; and the same where columns say the same.',
    definition:
      'coefficient (value - mean), whose sum and the base are the score; Shapley values of E[score | x_S] for a normal distribution',
    source:
      'E. Strumbelj and I. Kononenko (2014), Knowledge and Information Systems 41; K. Aas, M. Jullum and A. Loland (2021), Artificial Intelligence 298',
    cost: 'time O(columns); O(2^columns columns^3)',
    example: `explainLinear(fitLeastSquares(${NUMBERS}), Float64Array.of(5))`,
  },
  {
    title: 'A logistic curve over a few columns',
    functions: ['fitLogisticCurve'],
    tells: 'The coefficients alone, for targets of 0..1: what calibration is made of.',
    definition: 'least mean cross-entropy, without penalty or intercept',
    source: 'D. R. Cox (1958), JRSS B 20',
    cost: 'time O(steps rows columns^2), memory O(rows columns)',
    example:
      'fitLogisticCurve([Float64Array.of(1, 2, 3, 4), new Float64Array(4).fill(1)], Float64Array.of(0.2, 0.1, 0.8, 0.7))',
  },
];
