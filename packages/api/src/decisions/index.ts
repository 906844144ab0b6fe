export { createCurrentSetting, type CurrentSetting } from './current-setting.ts';
export { decideExternal, type DecideCall } from './decide-external.ts';
export { decideTransactions, orderQueue, readNames, redecideTransactions } from './decide-transactions.ts';
export { decisionsRouter } from './decisions.router.ts';
export { decisionsWithFeatures, readDecisionsByIds, type DecisionWithFeatures } from './decisions-read.ts';
export { replayDecisions } from './replay.ts';
