import { IdentifiedRow, RowReason, type ImportRow, type RowOutcome } from '@steward/core/imports';
import { and, asc, count, eq, gt, inArray, sql } from 'drizzle-orm';
import type { Orm, WriteTx } from '../client/index.ts';
import { importRow } from './imports.table.ts';

export interface NewImportRow {
  rowNumber: number;
  /** null where it is that of the import. */
  accountId: string | null;
  outcome: RowOutcome;
  reason: RowReason;
  parsed: IdentifiedRow | null;
}

const COLUMNS = [
  'import_id',
  'row_number',
  'account_id',
  'outcome',
  'reason',
  'parsed',
  'transaction_id',
] as const;

export async function insertImportRows(
  tx: WriteTx,
  importId: string,
  rows: readonly NewImportRow[],
): Promise<void> {
  await tx.insertMany(
    'imports_row',
    COLUMNS,
    rows.map(({ rowNumber, accountId, outcome, reason, parsed }) => [
      ...[importId, rowNumber, accountId, outcome, JSON.stringify(reason)],
      ...[parsed === null ? null : JSON.stringify(parsed), null],
    ]),
  );
}

/** Forgets a preview, `limit` rows at a time; returns how many went. */
export async function deleteImportRows(tx: WriteTx, importId: string, limit: number): Promise<number> {
  const result = await tx.execute(
    `delete from imports_row where import_id = ?1 and row_number in
       (select row_number from imports_row where import_id = ?1 order by row_number limit ?2)`,
    [importId, limit],
  );
  return result.rowsAffected;
}

interface RowSearch {
  importId: string;
  outcome?: RowOutcome;
  afterRow: number;
  limit: number;
}

/** In the order of the file. */
export async function listImportRows(orm: Orm, search: RowSearch): Promise<ImportRow[]> {
  const rows = await orm
    .select()
    .from(importRow)
    .where(
      and(
        eq(importRow.importId, search.importId),
        search.outcome && eq(importRow.outcome, search.outcome),
        gt(importRow.rowNumber, search.afterRow),
      ),
    )
    .orderBy(asc(importRow.rowNumber))
    .limit(search.limit);
  return rows.map((row) => ({
    rowNumber: row.rowNumber,
    accountId: row.accountId,
    outcome: row.outcome,
    reason: RowReason.parse(row.reason),
    parsed: row.parsed === null ? null : IdentifiedRow.parse(row.parsed),
    transactionId: row.transactionId,
  }));
}

/**
 * The readable rows of an import, oldest date first: the order in which they are committed and
 * learned. Rows of one day stand in the file's direction, so a file that runs backwards is turned.
 */
export async function readCommitOrder(orm: Orm, importId: string): Promise<OrderedRow[]> {
  const rows = await orm.all<{ n: number; d: string; labelled: number }>(
    sql`select row_number as n, json_extract(parsed, '$.date') as d,
          json_extract(parsed, '$.category') is not null as labelled from imports_row
        where import_id = ${importId} and parsed is not null order by row_number`,
  );
  const [first, last] = [rows[0]?.d ?? '', rows.at(-1)?.d ?? ''];
  if (first > last) rows.reverse();
  // Array.prototype.sort is stable, so days keep the direction of the file.
  return rows
    .sort((a, b) => (a.d < b.d ? -1 : a.d > b.d ? 1 : 0))
    .map(({ n, labelled }) => ({ rowNumber: n, isLabelled: labelled === 1 }));
}

export interface OrderedRow {
  rowNumber: number;
  /** Whether the file says its category, which is learned. */
  isLabelled: boolean;
}

export interface RowToCommit {
  reason: RowReason;
  rowNumber: number;
  /** null where it is that of the import. */
  accountId: string | null;
  outcome: RowOutcome;
  row: IdentifiedRow;
}

/** Rows by number, in the order asked for. */
export async function readRowsToCommit(
  orm: Orm,
  importId: string,
  rowNumbers: readonly number[],
): Promise<RowToCommit[]> {
  const rows = await orm
    .select({
      rowNumber: importRow.rowNumber,
      accountId: importRow.accountId,
      outcome: importRow.outcome,
      reason: importRow.reason,
      parsed: importRow.parsed,
    })
    .from(importRow)
    .where(and(eq(importRow.importId, importId), inArray(importRow.rowNumber, [...rowNumbers])));
  // Written by this feature from the schema in core; parsing 170,000 rows again would only cost time.
  const byNumber = new Map(
    rows.map((row) => [
      row.rowNumber,
      { ...row, reason: row.reason as RowReason, row: wholeRow(row.parsed) },
    ]),
  );
  return rowNumbers.flatMap((rowNumber) => byNumber.get(rowNumber) ?? []);
}

/** A preview that was made before rows had splits and other currencies has neither. */
function wholeRow(parsed: unknown): IdentifiedRow {
  const { splits = [], original = null, isPending = false, ...row } = parsed as Partial<IdentifiedRow>;
  return { ...row, splits, original, isPending } as IdentifiedRow;
}

/** Says of rows which transaction they became. */
export async function linkImportRows(
  tx: WriteTx,
  importId: string,
  links: readonly { rowNumber: number; transactionId: string }[],
): Promise<void> {
  for (let start = 0; start < links.length; start += 500) {
    const chunk = links.slice(start, start + 500);
    const values = chunk.map(() => '(?,?)').join(',');
    await tx.execute(
      `with link(row_number, transaction_id) as (values ${values})
       update imports_row set transaction_id = link.transaction_id from link
       where imports_row.import_id = ? and imports_row.row_number = link.row_number`,
      [...chunk.flatMap(({ rowNumber, transactionId }) => [rowNumber, transactionId]), importId],
    );
  }
}

export type OutcomeCounts = Record<RowOutcome, number>;

export async function countOutcomes(orm: Orm, importId: string): Promise<OutcomeCounts> {
  const rows = await orm
    .select({ outcome: importRow.outcome, n: count() })
    .from(importRow)
    .where(eq(importRow.importId, importId))
    .groupBy(importRow.outcome);
  const counts: OutcomeCounts = { new: 0, duplicate: 0, matched: 0, error: 0 };
  for (const { outcome, n } of rows) counts[outcome] = n;
  return counts;
}
