export { extremeDeviatesTest } from './extreme-deviates.ts';
export { methods } from './methods.ts';
export { robustZScores } from './robust-z-scores.ts';
export { findSeasonalOutliers } from './seasonal-outliers.ts';
