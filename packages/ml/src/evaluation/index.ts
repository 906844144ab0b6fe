export { evaluateCategoriser, type Evaluation, type LabelledRow } from './evaluate.ts';
