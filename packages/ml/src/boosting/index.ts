export { fitBoosting, type BoostingModel, type BoostingOptions } from './boosting.ts';
export { checkBoosting, predictBoosting, scoreBoosting } from './predict.ts';
export { methods } from './methods.ts';
