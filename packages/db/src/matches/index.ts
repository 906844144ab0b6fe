export {
  findNear,
  findTransferCandidates,
  readMatchedDuplicates,
  selectNear,
  selectTransferCandidates,
  type TransferCandidate,
} from './candidates.repository.ts';
export {
  countWaitingMatches,
  insertMatches,
  listMatches,
  readMatch,
  readMatchDecision,
  readMatchesOf,
  selectMatches,
  type NewMatch,
} from './matches.repository.ts';
