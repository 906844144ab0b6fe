export { openKeptDecisions } from './kept-decisions.ts';
export { createReceiver } from './receiver.ts';
export { createFeedServer } from './server.ts';
