export { decideExternal, type DecideCall } from './decide-external.ts';
export { decideTransactions, orderQueue, redecideTransactions } from './decide-transactions.ts';
export { decisionsRouter } from './decisions.router.ts';
export { readDecisionsByIds } from './decisions-read.ts';
export { replayDecisions } from './replay.ts';
