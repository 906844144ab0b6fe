import { z } from 'zod';
import { DateOrder, LocalDate } from '../calendar/index.ts';
import { CurrencyCode, MinorUnits, OriginalAmount } from '../money/index.ts';

export const StatementFormat = z.enum(['ofx', 'qif', 'camt', 'mt940']);
export type StatementFormat = z.infer<typeof StatementFormat>;

/** The account as the bank names it; null where the file does not. */
export const StatementAccount = z.object({
  /** IBAN, account number, or the name that a QIF file gives. */
  number: z.string().nullable(),
  /** BIC, routing number or another name of the bank. */
  bank: z.string().nullable(),
  /** As in the file: CHECKING, CREDITLINE, Bank, CCard … */
  kind: z.string().nullable(),
  name: z.string().nullable(),
});
export type StatementAccount = z.infer<typeof StatementAccount>;

export const StatementBalance = z.object({
  kind: z.enum(['opening', 'closing', 'interim', 'available', 'forward', 'other']),
  date: LocalDate.nullable(),
  amountMinor: MinorUnits,
  currency: CurrencyCode,
});
export type StatementBalance = z.infer<typeof StatementBalance>;

/** A part of an entry, where the file splits it. Their sum is the entry's amount, or the entry cannot be read. */
export const StatementSplit = z.object({
  category: z.string().nullable(),
  memo: z.string(),
  amountMinor: MinorUnits,
});

/** One transaction of a statement. */
export const StatementEntry = z.object({
  /** Where it begins in the file, from 1. */
  line: z.number().int().min(1),
  /** When the bank booked it. */
  date: LocalDate,
  /** When it counts for interest; null where the file does not say. */
  valueDate: LocalDate.nullable(),
  /** Negative is money out of the account. */
  amountMinor: MinorUnits,
  currency: CurrencyCode,
  /** What was paid in another currency, and at which rate, as the file writes it. */
  original: OriginalAmount.nullable(),
  payee: z.string(),
  memo: z.string(),
  /** The bank's own id of it, unique within the account; null where there is none. */
  externalId: z.string().nullable(),
  isPending: z.boolean(),
  category: z.string().nullable(),
  splits: z.array(StatementSplit),
});
export type StatementEntry = z.infer<typeof StatementEntry>;

/** What could not be read of one entry, and what was expected instead. */
export const StatementProblem = z.object({
  line: z.number().int().min(1),
  /** As the format calls it: DTPOSTED, :61:, Amt, T … */
  field: z.string(),
  value: z.string(),
  expected: z.string(),
});
export type StatementProblem = z.infer<typeof StatementProblem>;

/** How the dates of a file that leaves it open are read, and why. */
export const DateReading = z.object({
  order: DateOrder,
  basis: z.enum(['forced', 'only', 'most', 'usual']),
  /** Whether the other order would give other dates, and the file does not rule it out. */
  isOpen: z.boolean(),
  /** In a sentence. */
  reason: z.string(),
});
export type DateReading = z.infer<typeof DateReading>;

export const Statement = z.object({
  account: StatementAccount,
  /** null where neither statement nor entries name one: that of the account it is imported into. */
  currency: CurrencyCode.nullable(),
  from: LocalDate.nullable(),
  to: LocalDate.nullable(),
  balances: z.array(StatementBalance),
  /** In the order of the file. */
  items: z.array(
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('entry'), entry: StatementEntry }),
      z.object({ kind: z.literal('problem'), problem: StatementProblem }),
    ]),
  ),
});
export type Statement = z.infer<typeof Statement>;

/** All that a bank file says. */
export const StatementFile = z.object({
  format: StatementFormat,
  /** OFX 102, camt.053.001.02, MT940 …, as the file says. */
  version: z.string(),
  statements: z.array(Statement),
});
export type StatementFile = z.infer<typeof StatementFile>;
