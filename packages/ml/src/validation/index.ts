export { importanceStability } from './importance-stability.ts';
export { refuseLeakage } from './leakage.ts';
export { methods } from './methods.ts';
export { permutationImportance } from './permutation-importance.ts';
export { shapImportance } from './shap-importance.ts';
export { splitByGroup, splitByTime, splitStratified, type Split } from './splits.ts';
