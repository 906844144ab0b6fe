import type { Exercised } from './exercise.ts';

/** What the client does in every runtime. */
export const EXPECTED: Exercised = {
  decision: { outcome: 'suggested', isConfident: true, isDated: true, hasReason: true },
  errors: ['not_found transaction', 'unauthenticated key_refused'],
  batch: { requests: 3, decisions: 25, isInOrder: true },
  offline: { compared: 4, differences: [] },
  live: { isResumedAfterFirst: true, hasMoved: true },
};
