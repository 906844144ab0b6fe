export {
  evaluateCategoriser,
  type Evaluation,
  type EvaluationOptions,
  type LabelledRow,
  type Scorecard,
} from './evaluate.ts';
