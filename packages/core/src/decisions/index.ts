export {
  Alternative,
  CategoryFeatures,
  DecideInput,
  Decision,
  DecisionOutcome,
  DecisionSubject,
  EvidenceFilter,
  Explanation,
  Factor,
  OutcomeReason,
  Replay,
} from './decisions.schema.ts';
export { levelOfConfidence, type ConfidenceLevel } from './confidence.ts';
export { explainPrediction, type PredictionToExplain, type ScoreTerm } from './explain.ts';
export { coordinate, MINIMUM_LABELS, MINIMUM_CONFIDENCE } from './coordinate.ts';
