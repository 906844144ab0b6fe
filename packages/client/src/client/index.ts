export {
  decideAll,
  feedbackAll,
  learnAll,
  type BatchOptions,
  type Decision,
  type Example,
  type Feedback,
  type Subject,
} from './batches.ts';
export { createStewardClient, type StewardClient, type StewardClientOptions } from './client.ts';
export { followChanges, type FollowOptions } from './follow.ts';
export type { RetryOptions } from './retry.ts';
export { attempt, toStewardError, type Outcome, type StewardError } from './steward-error.ts';
