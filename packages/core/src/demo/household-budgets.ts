import type { HouseholdBudget } from './household.schema.ts';

/** What the household means to spend: two that it keeps to within reach, and three that it does not always. */
export const HOUSEHOLD_BUDGETS: readonly HouseholdBudget[] = [
  { category: 'Food > Groceries', period: 'month', amountMinor: 56_000, rollsOver: false },
  { category: 'Food > Eating out', period: 'month', amountMinor: 24_000, rollsOver: true },
  { category: 'Transport', period: 'month', amountMinor: 34_000, rollsOver: false },
  { category: 'Leisure', period: 'month', amountMinor: 40_000, rollsOver: true },
  { category: 'Personal > Clothes', period: 'quarter', amountMinor: 48_000, rollsOver: false },
];
