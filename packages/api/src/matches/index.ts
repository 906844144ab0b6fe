export { confirmMatch, rejectMatch, undoMatch } from './decide-match.ts';
export { matchesRouter } from './matches.router.ts';
export { proposeMatchesByHand } from './propose-by-hand.ts';
export { proposeTransfersOf } from './propose-transfers.ts';
