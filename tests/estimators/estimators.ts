import { checkNaiveBayes, fitNaiveBayes, predictNaiveBayes } from '@steward/ml/bayes';
import { checkBoosting, fitBoosting, predictBoosting, type BoostingOptions } from '@steward/ml/boosting';
import {
  checkLeastSquares,
  checkLogisticRegression,
  checkQuantileRegression,
  fitLeastSquares,
  fitLogisticRegression,
  fitQuantileRegression,
  predictLeastSquares,
  predictLogisticRegression,
  predictQuantileRegression,
} from '@steward/ml/linear';
import {
  checkNeighbours,
  fitNeighbourClasses,
  fitNeighbourMean,
  predictNeighbourClasses,
  predictNeighbourMean,
} from '@steward/ml/neighbours';
import {
  checkDecisionTree,
  checkIsolationForest,
  checkRandomForest,
  fitDecisionTree,
  fitIsolationForest,
  fitRandomForest,
  predictDecisionTree,
  predictIsolationForest,
  predictRandomForest,
} from '@steward/ml/forests';
import type { CategoryColumn, NumberColumn } from '@steward/ml/tables';
import { describeEstimator, type Estimator, type Promises } from './estimator.ts';

const asNumbers = (values: Float64Array): NumberColumn => ({ kind: 'number', name: 'target', values });

const CLASSES = ['high', 'low', 'middle'];
const asClasses = (signal: Float64Array): CategoryColumn => ({
  ...{ kind: 'category', name: 'target', categories: CLASSES },
  codes: Int32Array.from(signal, (value) => (value < -0.5 ? 1 : value < 0.5 ? 2 : 0)),
});

const linear: Omit<Promises, 'name' | 'documentedIn' | 'documentedAs'> = {
  ...{ learns: 'number', isSeeded: false, weights: 'the row twice' },
};

const boosted = (name: string, task: BoostingOptions['task'], rows: { rowShare?: number } = {}): Estimator =>
  describeEstimator(
    {
      ...{ name, learns: task.type === 'classes' ? 'classes' : 'number' },
      ...{ documentedIn: 'boosting/boosting.ts', documentedAs: 'fitBoosting' },
      isSeeded: rows.rowShare !== undefined,
      // Quantiles of leaves and drawn rows count rows.
      weights: task.type !== 'quantile' && rows.rowShare === undefined ? 'the row twice' : 'other',
    },
    {
      targetOf: (signal) => (task.type === 'classes' ? asClasses(signal) : asNumbers(signal)),
      fit: (examples, options) =>
        fitBoosting(examples, { task, rounds: 3, minLeafRows: 1, minLeafHessian: 0.5, ...rows, ...options }),
      predict: predictBoosting,
      check: checkBoosting,
    },
  );

/** Every estimator that learns from a table; the contract holds for each. A new one is one entry here. */
export const estimators: readonly Estimator[] = [
  describeEstimator(
    {
      ...{ ...linear, name: 'logistic regression', learns: 'classes' },
      ...{ documentedIn: 'linear/logistic-regression.ts', documentedAs: 'fitLogisticRegression' },
    },
    {
      ...{ targetOf: asClasses, fit: fitLogisticRegression },
      ...{ predict: predictLogisticRegression, check: checkLogisticRegression },
    },
  ),
  describeEstimator(
    {
      ...{ ...linear, name: 'least squares' },
      ...{ documentedIn: 'linear/least-squares.ts', documentedAs: 'fitLeastSquares' },
    },
    {
      ...{ targetOf: asNumbers, fit: fitLeastSquares },
      ...{ predict: predictLeastSquares, check: checkLeastSquares },
    },
  ),
  describeEstimator(
    {
      ...{ ...linear, name: 'quantile regression' },
      ...{ documentedIn: 'linear/quantile-regression.ts', documentedAs: 'fitQuantileRegression' },
    },
    {
      targetOf: asNumbers,
      // At the median of an even weight many lines are as good as each other.
      fit: (examples, options) => fitQuantileRegression(examples, { ...options, level: 0.37 }),
      ...{ predict: predictQuantileRegression, check: checkQuantileRegression },
    },
  ),
  describeEstimator(
    {
      ...{ name: 'naive Bayes', learns: 'classes', isSeeded: false },
      ...{ weights: 'the row twice' },
      ...{ documentedIn: 'bayes/naive-bayes.ts', documentedAs: 'fitNaiveBayes' },
    },
    { targetOf: asClasses, fit: fitNaiveBayes, predict: predictNaiveBayes, check: checkNaiveBayes },
  ),
  describeEstimator(
    {
      ...{ name: 'neighbours, classes', learns: 'classes', isSeeded: false },
      ...{ weights: 'other' },
      ...{ documentedIn: 'neighbours/nearest-neighbours.ts', documentedAs: 'fitNeighbourClasses' },
    },
    {
      ...{ targetOf: asClasses, fit: fitNeighbourClasses },
      ...{ predict: predictNeighbourClasses, check: checkNeighbours },
    },
  ),
  describeEstimator(
    {
      ...{ name: 'neighbours, mean', learns: 'number', isSeeded: false },
      ...{ weights: 'other' },
      ...{ documentedIn: 'neighbours/nearest-neighbours.ts', documentedAs: 'fitNeighbourMean' },
    },
    {
      ...{ targetOf: asNumbers, fit: fitNeighbourMean },
      ...{ predict: predictNeighbourMean, check: checkNeighbours },
    },
  ),
  boosted('boosting, classes', { type: 'classes' }),
  boosted('boosting, mean', { type: 'mean' }),
  boosted('boosting, quantile', { type: 'quantile', level: 0.8 }),
  boosted('boosting, mean of drawn rows', { type: 'mean' }, { rowShare: 0.6 }),
  describeEstimator(
    {
      ...{ name: 'decision tree, classes', learns: 'classes', isSeeded: false, weights: 'the row twice' },
      ...{ documentedIn: 'forests/forest.ts', documentedAs: 'fitDecisionTree' },
    },
    { targetOf: asClasses, fit: fitDecisionTree, predict: predictDecisionTree, check: checkDecisionTree },
  ),
  describeEstimator(
    {
      ...{ name: 'decision tree, mean', learns: 'number', isSeeded: false, weights: 'the row twice' },
      ...{ documentedIn: 'forests/forest.ts', documentedAs: 'fitDecisionTree' },
    },
    { targetOf: asNumbers, fit: fitDecisionTree, predict: predictDecisionTree, check: checkDecisionTree },
  ),
  describeEstimator(
    {
      ...{ name: 'random forest, classes', learns: 'classes', isSeeded: true, weights: 'other' },
      ...{ documentedIn: 'forests/forest.ts', documentedAs: 'fitRandomForest' },
    },
    {
      targetOf: asClasses,
      fit: (examples, options) =>
        fitRandomForest(examples, {
          trees: options.isQuick ? 2 : 20,
          minLeafRows: options.isQuick ? 1000 : 1,
          ...options,
        }),
      ...{ predict: predictRandomForest, check: checkRandomForest },
    },
  ),
  describeEstimator(
    {
      ...{ name: 'random forest, mean', learns: 'number', isSeeded: true, weights: 'other' },
      ...{ documentedIn: 'forests/forest.ts', documentedAs: 'fitRandomForest' },
    },
    {
      targetOf: asNumbers,
      fit: (examples, options) =>
        fitRandomForest(examples, {
          trees: options.isQuick ? 2 : 20,
          minLeafRows: options.isQuick ? 1000 : 1,
          ...options,
        }),
      ...{ predict: predictRandomForest, check: checkRandomForest },
    },
  ),
  describeEstimator(
    {
      ...{ name: 'isolation forest', learns: 'rows', isSeeded: true, weights: 'none' },
      ...{ documentedIn: 'forests/isolation-forest.ts', documentedAs: 'fitIsolationForest' },
    },
    {
      targetOf: asNumbers,
      fit: ({ features }, options) => fitIsolationForest(features, options),
      ...{ predict: predictIsolationForest, check: checkIsolationForest },
    },
  ),
];
