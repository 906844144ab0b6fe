export { cardPrecision } from './card-precision.ts';
export { checkProbabilities } from './check.ts';
export { accuracy, confusionMatrix, labelScores, type LabelGuess } from './labels.ts';
export { methods } from './methods.ts';
export { brierScore, logLoss } from './probabilities.ts';
export { averagePrecision, rocAuc } from './ranking.ts';
