export { Match, MatchDecision, MatchEvidence, MatchFilter, MatchPage, MatchSide } from './matches.schema.ts';
export {
  NEAR_DAYS,
  proposeImportedTwin,
  proposeNearDuplicates,
  type UnexplainedTransaction,
  type UnmatchedRow,
} from './near-duplicates.ts';
export { mergeDuplicates, type MergeSide } from './merge-duplicates.ts';
export { proposeTransfers } from './transfers.ts';
export { textLikeness } from './text-likeness.ts';
