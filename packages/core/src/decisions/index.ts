export {
  CategoryFeatures,
  DecideInput,
  DecisionSubject,
  Decision,
  DecisionOutcome,
  EvidenceFilter,
  Explanation,
  Factor,
  OutcomeReason,
  Replay,
} from './decisions.schema.ts';
export { levelOfConfidence } from './confidence.ts';
export { explainPrediction } from './explain.ts';
