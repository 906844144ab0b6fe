export { findRecurring, type FoundStream } from './find-recurring.ts';
export { recurringRouter } from './recurring.router.ts';
export { createRecurringRunner, type RecurringRunner } from './recurring-runner.ts';
export { FALSE_SHARE } from './refresh.ts';
