import { z } from 'zod';
import { DateOrder, LocalDate } from '../calendar/index.ts';
import { idSchema } from '../identity/index.ts';
import { OriginalAmount } from '../money/index.ts';
import { DateReading, StatementFormat } from '../statements/index.ts';
import { CsvDialect, ImportProfile, StatusMeaning } from './import-profile.schema.ts';
import { ImportStatus } from './import-status.ts';

/** A table whose columns have to be told, or a format of banks that says itself what is what. */
export const ImportFormat = z.enum(['csv', ...StatementFormat.options]);
export type ImportFormat = z.infer<typeof ImportFormat>;

/** A part of a row that the file splits. */
const RowSplit = z.object({
  category: z.string().nullable(),
  memo: z.string(),
  amountMinor: z.number().int(),
});

/** What a row of a file says. */
export const ParsedRow = z.object({
  date: LocalDate,
  payee: z.string(),
  memo: z.string(),
  /** Negative is money out. */
  amountMinor: z.number().int(),
  currency: z.string(),
  externalId: z.string().nullable(),
  category: z.string().nullable(),
  context: z.record(z.string(), z.string()),
  /** What was paid in another currency, where the file says so. */
  original: OriginalAmount.nullable().default(null),
  /** Whether the bank has not booked it yet. */
  isPending: z.boolean().default(false),
  /** Two or more where the file splits it, in all its amount; else none. */
  splits: z.array(RowSplit).default([]),
});
export type ParsedRow = z.infer<typeof ParsedRow>;

/** A row with what tells it from its likes. */
export const IdentifiedRow = ParsedRow.extend({
  fingerprint: z.string(),
  /** 1 for the first of several alike in the file. */
  ordinal: z.number().int().min(1),
});
export type IdentifiedRow = z.infer<typeof IdentifiedRow>;

export const RowError = z.object({
  code: z.literal('unreadable'),
  row: z.number().int(),
  column: z.string(),
  value: z.string(),
  expected: z.string(),
  message: z.string(),
});
export type RowError = z.infer<typeof RowError>;

export const RowReason = z.discriminatedUnion('code', [
  z.object({ code: z.literal('new'), message: z.string() }),
  z.object({ code: z.literal('alike_kept'), ordinal: z.number().int(), message: z.string() }),
  z.object({ code: z.literal('external_id_reused'), message: z.string() }),
  z.object({ code: z.literal('same_external_id'), transactionId: z.string(), message: z.string() }),
  z.object({ code: z.literal('same_external_id_in_file'), row: z.number().int(), message: z.string() }),
  z.object({ code: z.literal('posts_pending'), transactionId: z.string(), message: z.string() }),
  z.object({ code: z.literal('same_transaction'), transactionId: z.string(), message: z.string() }),
  z.object({ code: z.literal('same_at_edge'), transactionId: z.string(), message: z.string() }),
  z.object({
    code: z.literal('kept'),
    transactionId: z.string(),
    fingerprint: z.string(),
    message: z.string(),
  }),
  z.object({
    code: z.literal('maybe_second'),
    transactionId: z.string(),
    fingerprint: z.string(),
    message: z.string(),
  }),
  z.object({
    code: z.literal('maybe_same'),
    transactionId: z.string(),
    daysApart: z.number().int(),
    payeeLikeness: z.number(),
    message: z.string(),
  }),
  z.object({ code: z.literal('same_file'), importId: z.string(), message: z.string() }),
  z.object({ code: z.literal('month_closed'), startsOn: z.string(), message: z.string() }),
  RowError,
]);
export type RowReason = z.infer<typeof RowReason>;

export const RowOutcome = z.enum(['new', 'duplicate', 'matched', 'error']);
export type RowOutcome = z.infer<typeof RowOutcome>;

export const ImportRow = z.object({
  rowNumber: z.number().int().min(1),
  /** Of a row of another account than that of the import; else null. */
  accountId: z.string().nullable(),
  outcome: RowOutcome,
  reason: RowReason,
  /** null where the row could not be read. */
  parsed: ParsedRow.nullable(),
  transactionId: z.string().nullable(),
});
export type ImportRow = z.infer<typeof ImportRow>;

export const ImportRowPage = z.object({ items: z.array(ImportRow), nextCursor: z.string().nullable() });
export type ImportRowPage = z.infer<typeof ImportRowPage>;

/** What a file says was booked on an account at the end of a day. */
export const BalanceCheckpoint = z.object({
  date: LocalDate,
  amountMinor: z.number().int(),
  /** Concluded from the balance that a statement opens with. */
  isOpening: z.boolean(),
});
export type BalanceCheckpoint = z.infer<typeof BalanceCheckpoint>;

export const AccountBalance = z.object({
  /** The last day of which the file states the balance. */
  date: LocalDate,
  currency: z.string(),
  fileMinor: z.number().int(),
  /** Of that day, without what is pending: with the new rows before the commit, and as it was right after it. */
  ledgerMinor: z.number().int(),
  /** The first day of which the file states a balance from which on both differ; null where they agree. */
  firstDifferenceOn: LocalDate.nullable(),
  /** Whether that is the day before the entries of the file begin. */
  isBeforeFile: z.boolean(),
});
export type AccountBalance = z.infer<typeof AccountBalance>;

/** An account that a file names, and which of ours it goes to. */
export const FileAccount = z.object({
  /** Without spaces and hyphens; empty for statements that name none. */
  number: z.string(),
  name: z.string().nullable(),
  currency: z.string().nullable(),
  entries: z.number().int(),
  /** null where its entries are left out. */
  accountId: z.string().nullable(),
  /** Chosen by a person, by its number, the one that the file was uploaded for; left out by a person; none found. */
  how: z.enum(['choice', 'number', 'upload', 'left_out', 'unknown']),
  checkpoints: z.array(BalanceCheckpoint),
  /** null where the file states none, or nothing of it comes in. */
  balance: AccountBalance.nullable(),
});
export type FileAccount = z.infer<typeof FileAccount>;

/** What a person settles of a file in a format of banks. */
export const ImportOptions = z.object({
  /** The order of day and month in the dates of a QIF file; null leaves it to the file. */
  dateOrder: DateOrder.nullable().default(null),
  /** Where what stands under a number of the file goes; null leaves it out. */
  accounts: z
    .array(z.object({ number: z.string().max(100), accountId: z.string().max(100).nullable() }))
    .max(1000)
    .default([]),
});
export type ImportOptions = z.infer<typeof ImportOptions>;

export const Import = z.object({
  id: idSchema('imp'),
  accountId: z.string(),
  fileName: z.string(),
  fileHash: z.string(),
  sizeBytes: z.number().int(),
  format: ImportFormat,
  status: ImportStatus,
  /** null until it is known, and for formats that need none. */
  profile: ImportProfile.nullable(),
  options: ImportOptions,
  counts: z.object({
    /** null until the whole file was read once. */
    rows: z.number().int().nullable(),
    new: z.number().int(),
    duplicate: z.number().int(),
    matched: z.number().int(),
    error: z.number().int(),
  }),
  /** Of the step under way, or of the last one. */
  progress: z.object({ done: z.number().int(), total: z.number().int().nullable() }),
  /** How dates are read that the format leaves open; null for others, and before the preview. */
  dates: DateReading.nullable(),
  /** The accounts that a file in a format of banks names; empty for tables, and before the preview. */
  accounts: z.array(FileAccount),
  /** What the file leaves open or gets wrong as a whole, in sentences: its dates, its balances. */
  doubts: z.array(z.string()),
  isCancelRequested: z.boolean(),
  changeSetId: z.string().nullable(),
  /** Whether what it brought in is undone now. */
  isUndone: z.boolean(),
  failure: z.string().nullable(),
  createdAt: z.date(),
  committedAt: z.date().nullable(),
});
export type Import = z.infer<typeof Import>;

export const ImportPage = z.object({ items: z.array(Import), nextCursor: z.string().nullable() });
export type ImportPage = z.infer<typeof ImportPage>;

/** What Steward thinks a file's columns mean, with samples to judge it by. */
export const ImportGuess = z.object({
  dialect: CsvDialect,
  columns: z.array(
    z.object({
      index: z.number().int(),
      header: z.string(),
      samples: z.array(z.string()),
      role: ImportProfile.shape.columns.element.shape.role,
    }),
  ),
  profile: ImportProfile,
  /** guessed from this file, or kept from the account's last import. */
  source: z.enum(['guessed', 'kept']),
  /** What could as well be otherwise, in sentences. */
  doubts: z.array(z.string()),
  /** What keeps the profile from being used. */
  problems: z.array(z.string()),
  previewRows: z.array(z.array(z.string())),
  /** The values of the column of statuses and what they are taken for; null where that is not known. */
  statuses: z.array(z.object({ value: z.string(), meaning: StatusMeaning.nullable() })),
});
export type ImportGuess = z.infer<typeof ImportGuess>;
