export {
  checkLeastSquares,
  fitLeastSquares,
  predictLeastSquares,
  type LeastSquaresModel,
  type LeastSquaresOptions,
} from './least-squares.ts';
export { explainLinear, type LinearExplanation, type LinearModel } from './linear-model.ts';
export { fitLogisticCurve } from './logistic-curve.ts';
export {
  checkLogisticRegression,
  fitLogisticRegression,
  predictLogisticRegression,
  type LogisticModel,
  type LogisticOptions,
} from './logistic-regression.ts';
export { methods } from './methods.ts';
export {
  checkQuantileRegression,
  fitQuantileRegression,
  predictQuantileRegression,
  type QuantileRegressionModel,
  type QuantileRegressionOptions,
} from './quantile-regression.ts';
export { explainDependentLinear, type LinearBackground } from './shapley.ts';
