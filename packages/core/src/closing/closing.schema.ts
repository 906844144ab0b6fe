import { z } from 'zod';
import { LocalDate } from '../calendar/index.ts';
import { Account } from '../ledger/index.ts';
import { MinorUnits } from '../money/index.ts';

const id = z.string().min(1).max(100);

/** A month of the workspace, as it stands in the ledger. */
export const LedgerMonth = z.object({
  startsOn: LocalDate,
  /** The first day of the next one. */
  endsBefore: LocalDate,
  /** null while it is open. */
  closedAt: z.date().nullable(),
  /** False while it is not over. */
  canClose: z.boolean(),
  transactions: z.number().int(),
  /** Without any category, neither of their own nor of their splits. */
  uncategorised: z.number().int(),
  unreconciled: z.number().int(),
  /** One for each currency; what goes to or comes from an own account is neither. */
  totals: z.array(
    z.object({ currency: z.string(), incomeMinor: z.number().int(), expenseMinor: z.number().int() }),
  ),
});
export type LedgerMonth = z.infer<typeof LedgerMonth>;

export const ListMonths = z.object({
  /** Months that begin before this day. */
  before: LocalDate.optional(),
  limit: z.number().int().min(1).max(24).default(12),
});
export type ListMonths = z.infer<typeof ListMonths>;

export const MonthPage = z.object({ items: z.array(LedgerMonth), nextBefore: z.string().nullable() });
export type MonthPage = z.infer<typeof MonthPage>;

export const ClosedMonth = z.object({ startsOn: LocalDate, endsBefore: LocalDate, closedAt: z.date() });
export type ClosedMonth = z.infer<typeof ClosedMonth>;

/** A month is named by its first day. */
export const NamedMonth = z.object({ startsOn: LocalDate });

export const ReadReconciliation = z.object({
  accountId: id,
  /** The day up to which the statement goes. */
  statementDate: LocalDate,
});
export type ReadReconciliation = z.infer<typeof ReadReconciliation>;

export const Reconciliation = z.object({
  account: Account,
  /** The opening balance and all that is reconciled. */
  reconciledMinor: z.number().int(),
  /** What is posted up to the day and not reconciled, the oldest first. */
  items: z.array(
    z.object({
      ...{ id: z.string(), date: LocalDate, payeeName: z.string(), importedMemo: z.string() },
      amountMinor: z.number().int(),
    }),
  ),
  /** Whether there is more than one statement takes; an earlier day shows less. */
  hasMore: z.boolean(),
  /** The last balance that a file stated of the account, of the imports that stand; null where none did. */
  statement: z
    .object({ date: LocalDate, closingBalanceMinor: z.number().int(), fileName: z.string() })
    .nullable(),
});
export type Reconciliation = z.infer<typeof Reconciliation>;

/** Transactions that one statement takes. */
export const MOST_RECONCILED = 1_000;

export const FinishReconciliation = ReadReconciliation.extend({
  closingBalanceMinor: MinorUnits,
  /** Those that stand on the statement. */
  transactionIds: z.array(id).min(1).max(MOST_RECONCILED),
});
export type FinishReconciliation = z.infer<typeof FinishReconciliation>;

/** Whom a transaction names that makes ledger and statement agree. */
export const ADJUSTMENT_PAYEE = 'Balance adjustment';

export const AdjustBalance = FinishReconciliation.extend({
  transactionIds: z.array(id).max(MOST_RECONCILED),
  categoryId: id,
  /** The same key adds nothing a second time. */
  idempotencyKey: z.string().min(1).max(200),
});
export type AdjustBalance = z.infer<typeof AdjustBalance>;
