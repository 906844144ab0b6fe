export {
  ADJUSTMENT_PAYEE,
  AdjustBalance,
  ClosedMonth,
  FinishReconciliation,
  LedgerMonth,
  ListMonths,
  MonthPage,
  MOST_RECONCILED,
  NamedMonth,
  ReadReconciliation,
  Reconciliation,
} from './closing.schema.ts';
export { closedMonthOf, differenceOf, monthToClose } from './closing.ts';
