export { proposeTransfersFor, proposeTransfersOf } from './propose-transfers.ts';
