export { checkLeastSquares, fitLeastSquares, predictLeastSquares } from './least-squares.ts';
export { explainLinear, type LinearModel } from './linear-model.ts';
export { fitLogisticCurve } from './logistic-curve.ts';
export {
  checkLogisticRegression,
  fitLogisticRegression,
  predictLogisticRegression,
} from './logistic-regression.ts';
export { methods } from './methods.ts';
export {
  checkQuantileRegression,
  fitQuantileRegression,
  predictQuantileRegression,
} from './quantile-regression.ts';
export { explainDependentLinear } from './shapley.ts';
