export { EVALUATE_USAGE, runEvaluate } from './evaluate.ts';
