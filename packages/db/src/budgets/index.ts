export {
  countedQuery,
  listBudgets,
  listCounted,
  readBudget,
  sumDays,
  sumsQuery,
  writeBudget,
  type AskedDays,
  type CountedCursor,
  type DaysSum,
} from './budgets.repository.ts';
