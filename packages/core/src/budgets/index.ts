export {
  Budget,
  BudgetDetail,
  BudgetOverview,
  BudgetPeriod,
  BudgetProgress,
  CountedPage,
  CountedSplit,
  CreateBudget,
  ListCounted,
  UpdateBudget,
  type BudgetStanding,
  type PastPeriod,
} from './budgets.schema.ts';
export { changedBudget, newBudget } from './judge.ts';
export { periodAt, periodBefore, type Period } from './period.ts';
export { daysOfBudget, progressOf, spentOf, type BudgetCalendar } from './progress.ts';
