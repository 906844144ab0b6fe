export {
  importanceStability,
  type ImportanceStability,
  type StabilityOptions,
} from './importance-stability.ts';
export { refuseLeakage } from './leakage.ts';
export { methods } from './methods.ts';
export {
  permutationImportance,
  type ColumnImportance,
  type PermutationImportanceOptions,
} from './permutation-importance.ts';
export {
  splitByGroup,
  splitByTime,
  splitStratified,
  type SeededSplitOptions,
  type Split,
  type TimeSplitOptions,
} from './splits.ts';
