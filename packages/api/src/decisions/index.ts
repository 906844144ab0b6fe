export { createCurrentSetting } from './current-setting.ts';
export { decideTransactions, orderQueue, redecideTransactions } from './decide-transactions.ts';
export { decisionsRouter } from './decisions.router.ts';
export { decisionsWithFeatures, readDecisionsByIds, type DecisionWithFeatures } from './decisions-read.ts';
export { draftCall, type DecideCall, type DraftedCall } from './draft-external.ts';
export { replayDecisions } from './replay.ts';
export { storeCalls } from './store-external.ts';
