export { createAdaptiveRisk, foldAdaptiveRisk, type AdaptiveRiskState } from './adaptive-risk.ts';
export { conformalQuantile } from './conformal-quantile.ts';
export { labelStrangeness, predictionSet } from './label-sets.ts';
export { methods } from './methods.ts';
