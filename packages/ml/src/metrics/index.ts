export { cardPrecision } from './card-precision.ts';
export { accuracy, confusionMatrix, labelScores, type LabelGuess } from './labels.ts';
export { methods } from './methods.ts';
export { brierScore, logLoss } from './probabilities.ts';
export { averagePrecision, rocAuc } from './ranking.ts';
