export { fitDecisionTree, fitRandomForest, type DecisionTree, type RandomForest } from './forest.ts';
export { explainForest } from './explain-forest.ts';
export type { ForestOptions } from './options.ts';
export { checkDecisionTree, checkRandomForest, predictDecisionTree, predictRandomForest } from './predict.ts';
export { methods } from './methods.ts';
export {
  checkIsolationForest,
  fitIsolationForest,
  predictIsolationForest,
  type IsolationForest,
} from './isolation-forest.ts';
