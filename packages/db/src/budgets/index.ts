export {
  countedQuery,
  listBudgets,
  listCounted,
  readBudget,
  sumDays,
  sumsQuery,
  type AskedDays,
  type CountedCursor,
  type DaysSum,
} from './budgets.repository.ts';
