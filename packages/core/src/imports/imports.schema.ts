import { z } from 'zod';
import { DateOrder, LocalDate } from '../calendar/index.ts';
import { idSchema } from '../identity/index.ts';
import { OriginalAmount } from '../money/index.ts';
import { DateReading, StatementFormat } from '../statements/index.ts';
import { CsvDialect, ImportProfile } from './import-profile.schema.ts';
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
  z.object({ code: z.literal('same_external_id'), transactionId: z.string(), message: z.string() }),
  z.object({ code: z.literal('same_external_id_in_file'), row: z.number().int(), message: z.string() }),
  z.object({ code: z.literal('same_transaction'), transactionId: z.string(), message: z.string() }),
  z.object({ code: z.literal('same_file'), importId: z.string(), message: z.string() }),
  z.object({ code: z.literal('month_closed'), startsOn: z.string(), message: z.string() }),
  RowError,
]);
export type RowReason = z.infer<typeof RowReason>;

export const RowOutcome = z.enum(['new', 'duplicate', 'matched', 'error']);
export type RowOutcome = z.infer<typeof RowOutcome>;

export const ImportRow = z.object({
  rowNumber: z.number().int().min(1),
  outcome: RowOutcome,
  reason: RowReason,
  /** null where the row could not be read. */
  parsed: ParsedRow.nullable(),
  transactionId: z.string().nullable(),
});
export type ImportRow = z.infer<typeof ImportRow>;

export const ImportRowPage = z.object({ items: z.array(ImportRow), nextCursor: z.string().nullable() });
export type ImportRowPage = z.infer<typeof ImportRowPage>;

/** What a person settles of a file in a format of banks. */
export const ImportOptions = z.object({
  /** The order of day and month in the dates of a QIF file; null leaves it to the file. */
  dateOrder: DateOrder.nullable().default(null),
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
  /** What the file leaves open or gets wrong as a whole, in sentences: its dates, its balances. */
  doubts: z.array(z.string()),
  isCancelRequested: z.boolean(),
  changeSetId: z.string().nullable(),
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
});
export type ImportGuess = z.infer<typeof ImportGuess>;
