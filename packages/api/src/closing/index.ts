export { closingRouter } from './closing.router.ts';
export { closeMonth, reopenMonth } from './months.service.ts';
export { adjustBalance } from './adjust.service.ts';
export { finishReconciliation, readReconciliation } from './reconcile.service.ts';
