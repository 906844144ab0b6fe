export { countBins, countCategories, quantileEdges } from './binning.ts';
export { hellingerDistance, jensenShannonDivergence, largestShareDifference } from './divergences.ts';
export { criticalStability, populationStabilityIndex } from './population-stability.ts';
export { energyDistance, wassersteinDistance } from './transport.ts';
export { methods } from './methods.ts';
