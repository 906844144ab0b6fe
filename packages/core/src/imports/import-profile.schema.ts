import { z } from 'zod';
import { DateOrder } from '../calendar/index.ts';

export const FileEncoding = z.enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252']);
export type FileEncoding = z.infer<typeof FileEncoding>;

/** How the bytes of a CSV file become cells. */
export const CsvDialect = z.object({
  encoding: FileEncoding,
  delimiter: z.enum([',', ';', '\t', '|']),
  /** Empty: quotes are plain text. */
  quote: z.enum(['"', "'", '']),
});
export type CsvDialect = z.infer<typeof CsvDialect>;

export const ColumnRole = z.enum([
  'date',
  'payee',
  'memo',
  'amount',
  'debit',
  'credit',
  'currency',
  'externalId',
  'category',
  'status',
  'context',
  'ignore',
]);
export type ColumnRole = z.infer<typeof ColumnRole>;

/** Whether the bank has booked what a row says. */
export const StatusMeaning = z.enum(['pending', 'posted']);
export type StatusMeaning = z.infer<typeof StatusMeaning>;

/** What a person said that a cell of the column of statuses means. */
export const SaidStatus = z.object({ value: z.string().max(100), meaning: StatusMeaning });

export const ImportColumn = z.object({ name: z.string().min(1).max(100), role: ColumnRole });
export type ImportColumn = z.infer<typeof ImportColumn>;

/** How an account's CSV files are read. Columns stand in the order of the file. */
export const ImportProfile = CsvDialect.extend({
  version: z.literal(1),
  /** Lines before the header, or before the first row where there is no header. */
  skipRows: z.number().int().min(0).max(100),
  hasHeader: z.boolean(),
  dateOrder: DateOrder,
  decimal: z.enum(['.', ',']),
  thousands: z.enum(['', ',', '.', ' ', "'"]),
  /** `inverted`: a positive amount is money spent. Says nothing of debit and credit columns. */
  signConvention: z.enum(['as_is', 'inverted']),
  columns: z.array(ImportColumn).min(1).max(200),
  /** Of the column of statuses; what is not among them is read by its words. */
  statuses: z.array(SaidStatus).max(50).optional(),
});
export type ImportProfile = z.infer<typeof ImportProfile>;

/** Roles that only one column may have. */
const SINGLE_ROLES: readonly ColumnRole[] = [
  ...([
    'date',
    'payee',
    'amount',
    'debit',
    'credit',
    'currency',
    'externalId',
    'category',
    'status',
  ] as const),
];

/** What keeps a profile from being used, in sentences; empty when nothing does. */
export function findProfileProblems(profile: ImportProfile): string[] {
  const problems: string[] = [];
  const count = (role: ColumnRole) => profile.columns.filter((column) => column.role === role).length;
  if (count('date') === 0) problems.push('Say which column is the date.');
  if (count('amount') === 0 && count('debit') === 0 && count('credit') === 0) {
    problems.push('Say which column is the amount, or which are money out and money in.');
  }
  if (count('amount') > 0 && count('debit') + count('credit') > 0) {
    problems.push('Take either one amount column or money out and money in, not both.');
  }
  if (count('payee') === 0 && count('memo') === 0)
    problems.push('Say which column is the payee or the memo.');
  for (const role of SINGLE_ROLES) {
    if (count(role) > 1) problems.push(`Only one column can be the ${role}; ${count(role)} are.`);
  }
  const names = profile.columns.filter(({ role }) => role === 'context').map(({ name }) => name);
  if (new Set(names).size < names.length) problems.push('Context columns need names that differ.');
  if (profile.decimal === profile.thousands) {
    problems.push('The decimal mark and the thousands mark cannot be the same.');
  }
  return problems;
}
