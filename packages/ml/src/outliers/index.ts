export {
  extremeDeviatesTest,
  type ExtremeDeviates,
  type ExtremeDeviatesOptions,
} from './extreme-deviates.ts';
export { methods } from './methods.ts';
export { robustZScores, type RobustZScores } from './robust-z-scores.ts';
export {
  findSeasonalOutliers,
  type SeasonalOutliers,
  type SeasonalOutliersOptions,
} from './seasonal-outliers.ts';
