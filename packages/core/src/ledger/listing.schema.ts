import { z } from 'zod';
import { LocalDate } from '../calendar/index.ts';
import { idSchema } from '../identity/index.ts';
import { Transaction, TransactionStatus } from './ledger.schema.ts';

/** Sizes are without their sign: a payment of 50 and an income of 50 are of one size. */
export const TransactionSort = z.enum(['newest', 'oldest', 'largest', 'smallest']);
export type TransactionSort = z.infer<typeof TransactionSort>;

/** Which transactions; all that is said must hold. */
export const TransactionFilter = z.object({
  accountId: z.string().optional(),
  payeeId: z.string().optional(),
  /** The payee exactly as imported. */
  payee: z.string().max(500).optional(),
  /** This category and all that stand under it; a transaction with splits, where one of them has it. */
  categoryId: z.string().optional(),
  importId: z.string().optional(),
  ids: z.array(z.string()).max(500).optional(),
  contextKey: z.string().max(100).optional(),
  contextValue: z.string().max(500).optional(),
  /** The first word of the imported payee, whole. */
  word: z.string().max(200).optional(),
  amountMinor: z.number().int().optional(),
  /** Bounds of the amount without its sign. */
  leastMinor: z.number().int().min(0).optional(),
  mostMinor: z.number().int().min(0).optional(),
  direction: z.enum(['in', 'out']).optional(),
  from: LocalDate.optional(),
  to: LocalDate.optional(),
  /** With or without a category. */
  status: z.enum(['all', 'categorised', 'uncategorised']).default('all'),
  state: TransactionStatus.optional(),
  /** However it is written. */
  tag: z.string().max(100).optional(),
  /** Beginnings of words of the payee, the memo or the notes. */
  search: z.string().max(200).optional(),
});
export type TransactionFilter = z.infer<typeof TransactionFilter>;

export const ListTransactionsInput = TransactionFilter.extend({
  sort: TransactionSort.default('newest'),
  cursor: z.string().max(200).optional(),
  /** How many to leave out, in place of a cursor. */
  offset: z.number().int().min(0).optional(),
  limit: z.number().int().min(1).max(200).default(50),
});
export type ListTransactionsInput = z.infer<typeof ListTransactionsInput>;

export const ListedTransaction = Transaction.extend({
  /** Of the account after it; null where the list is not all of one account by date. */
  balanceMinor: z.number().int().nullable(),
});
export type ListedTransaction = z.infer<typeof ListedTransaction>;

export const TransactionPage = z.object({
  items: z.array(ListedTransaction),
  /** A page may have fewer than asked for and yet go on: then the search went as far as one request may. */
  nextCursor: z.string().nullable(),
  total: z.number().int(),
  /** Whether `total` is all, or how many were found before counting was given up. */
  isTotalExact: z.boolean(),
});
export type TransactionPage = z.infer<typeof TransactionPage>;

const Sums = {
  currency: z.string(),
  transactions: z.number().int(),
  inMinor: z.number(),
  outMinor: z.number(),
};

/** What a filter adds up to; with a category only the splits that have it. Inexact where too many match for one request. */
export const TransactionSummary = z.object({
  transactions: z.number().int(),
  isExact: z.boolean(),
  currencies: z.array(z.object(Sums)),
  /** Newest first. */
  months: z.array(z.object({ month: z.string(), ...Sums })),
});
export type TransactionSummary = z.infer<typeof TransactionSummary>;

export const SaveView = z.object({
  name: z.string().trim().min(1).max(60),
  /** The query of the ledger's address, without `?`. */
  query: z.string().max(2_000),
});
export type SaveView = z.infer<typeof SaveView>;

/** A filter of the ledger under a name; everybody of the workspace sees it. */
export const SavedView = z.object({ id: idSchema('viw'), name: z.string(), query: z.string() });
export type SavedView = z.infer<typeof SavedView>;

export const ExportFormat = z.enum(['csv', 'qif', 'json']);
export type ExportFormat = z.infer<typeof ExportFormat>;

/** A file of what a filter shows. */
export const ExportTransactions = TransactionFilter.extend({
  sort: TransactionSort.default('newest'),
  format: ExportFormat.default('csv'),
});
export type ExportTransactions = z.infer<typeof ExportTransactions>;
