export { matchesRouter } from './matches.router.ts';
export { proposeTransfersOf } from './propose-transfers.ts';
