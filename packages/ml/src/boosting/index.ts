export { fitBoosting, type BoostingModel } from './boosting.ts';
export { explainBoosting } from './explain-boosting.ts';
export type { BoostingOptions } from './options.ts';
export { checkBoosting, predictBoosting } from './predict.ts';
export { methods } from './methods.ts';
