import type { PayeeRule } from '@steward/core/payees';

/** How a rule matches, in the words of pages. */
export const MATCH_WORDS: Readonly<Record<PayeeRule['match'], string>> = {
  contains: 'contains',
  starts_with: 'starts with',
  equals: 'is exactly',
};
