export { evaluateCategoriser, type Evaluation, type LabelledRow } from './evaluate.ts';
export { methods } from './methods.ts';
