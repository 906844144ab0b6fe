import { IdentifiedRow, type FileDays, type RowJudgement, type RowReason } from '@steward/core/imports';
import { sql } from 'drizzle-orm';
import type { Orm, WriteTx } from '../client/index.ts';

const valuesOf = (values: readonly string[]) => sql`(select value from json_each(${JSON.stringify(values)}))`;

interface OtherFile extends FileDays {
  importId: string;
  /** Whether all of its rows were brought in. */
  isWhole: boolean;
}

/** Other files of the account that were brought in, and not undone, and have one of these days. */
export async function readFilesOfDays(
  orm: Orm,
  { accountId, exceptId, dates }: { accountId: string; exceptId: string; dates: readonly string[] },
): Promise<OtherFile[]> {
  const rows = await orm.all<Omit<OtherFile, 'isWhole'> & { isWhole: number }>(sql`
    select i.id as importId, i.first_date as firstDate, i.last_date as lastDate, i.status = 'committed' as isWhole
    from imports_import i join ledger_change_set c on c.id = i.change_set_id
    where i.account_id = ${accountId} and i.id <> ${exceptId} and c.undone_by_id is null
      and exists (select 1 from ${valuesOf(dates)} d where d.value between i.first_date and i.last_date)
    order by i.id`);
  return rows.map((row) => ({ ...row, isWhole: row.isWhole === 1 }));
}

/** null where no row of the file can be read. */
export async function readImportDays(orm: Orm, importId: string): Promise<FileDays | null> {
  const [days] = await orm.all<FileDays>(sql`
    select first_date as firstDate, last_date as lastDate from imports_import
    where id = ${importId} and first_date is not null`);
  return days ?? null;
}

/** Of a file's rows of one day. */
export async function readFingerprintsOfDay(orm: Orm, importId: string, date: string): Promise<Set<string>> {
  const rows = await orm.all<{ fingerprint: string }>(sql`
    select json_extract(parsed, '$.fingerprint') as fingerprint from imports_row
    where import_id = ${importId} and json_extract(parsed, '$.date') = ${date}`);
  return new Set(rows.map(({ fingerprint }) => fingerprint));
}

/** Of the transactions of one day that an import brought in, and that stand. */
export async function readBroughtInOfDay(orm: Orm, importId: string, date: string): Promise<Set<string>> {
  const rows = await orm.all<{ fingerprint: string }>(sql`
    select fingerprint from ledger_transaction
    where import_id = ${importId} and date = ${date} and deleted_at is null`);
  return new Set(rows.map(({ fingerprint }) => fingerprint));
}

export interface TwinRow {
  rowNumber: number;
  row: IdentifiedRow;
  transactionId: string;
}

/** Rows of these days that are duplicates for having an exact twin in the ledger. */
export async function readTwinRows(orm: Orm, importId: string, dates: readonly string[]): Promise<TwinRow[]> {
  const rows = await orm.all<{ rowNumber: number; parsed: string; transactionId: string }>(sql`
    select row_number as rowNumber, parsed, json_extract(reason, '$.transactionId') as transactionId
    from imports_row where import_id = ${importId} and outcome = 'duplicate' and account_id is null
      and json_extract(reason, '$.code') = 'same_transaction' and json_extract(parsed, '$.date') in ${valuesOf(dates)}
    order by row_number`);
  return rows.map(({ parsed, ...row }) => ({ ...row, row: IdentifiedRow.parse(JSON.parse(parsed)) }));
}

interface NewRow {
  rowNumber: number;
  date: string;
  amountMinor: number;
  payee: string;
  hasExternalId: boolean;
}

/** What of the rows that are new tells whether they are in the ledger in other words. */
export async function readNewRows(
  orm: Orm,
  { importId, afterRow, limit }: { importId: string; afterRow: number; limit: number },
): Promise<NewRow[]> {
  const rows = await orm.all<Omit<NewRow, 'hasExternalId'> & { hasExternalId: number }>(sql`
    select row_number as rowNumber, json_extract(parsed, '$.date') as date,
      json_extract(parsed, '$.amountMinor') as amountMinor, json_extract(parsed, '$.payee') as payee,
      json_extract(parsed, '$.externalId') is not null as hasExternalId
    from imports_row
    where import_id = ${importId} and outcome = 'new' and row_number > ${afterRow} and account_id is null
      and json_extract(reason, '$.code') <> 'kept'
    order by row_number limit ${limit}`);
  return rows.map((row) => ({ ...row, hasExternalId: row.hasExternalId === 1 }));
}

/** What rows that a person keeps are given in the ledger. */
export async function readKeptFingerprints(orm: Orm, importId: string): Promise<string[]> {
  const rows = await orm.all<{ fingerprint: string }>(sql`
    select json_extract(reason, '$.fingerprint') as fingerprint from imports_row
    where import_id = ${importId} and outcome in ('new', 'matched') and json_extract(reason, '$.fingerprint') is not null`);
  return rows.map(({ fingerprint }) => fingerprint);
}

/** Transactions that a row of the file is, or may be. */
export async function readExplained(orm: Orm, importId: string): Promise<Set<string>> {
  const rows = await orm.all<{ id: string | null }>(sql`
    select json_extract(reason, '$.transactionId') as id from imports_row
    where import_id = ${importId} and outcome in ('duplicate', 'matched')
    union all
    select earlier.transaction_id from imports_row r
    join imports_row earlier on earlier.import_id = json_extract(r.reason, '$.importId')
      and earlier.row_number = r.row_number
    where r.import_id = ${importId} and r.outcome = 'duplicate' and json_extract(r.reason, '$.code') = 'same_file'`);
  return new Set(rows.flatMap(({ id }) => id ?? []));
}

export interface JudgedRow extends RowJudgement {
  rowNumber: number;
}

/** Rows that are judged anew. */
export async function setJudgements(
  tx: WriteTx,
  importId: string,
  rows: readonly { rowNumber: number; outcome: JudgedRow['outcome']; reason: RowReason }[],
): Promise<void> {
  // Even for none the database would look through all rows of the import.
  if (rows.length === 0) return;
  await tx.execute(
    `update imports_row set outcome = json_extract(judged.value, '$.outcome'),
       reason = json_extract(judged.value, '$.reason')
     from json_each(?) judged
     where imports_row.import_id = ? and imports_row.row_number = json_extract(judged.value, '$.rowNumber')`,
    [JSON.stringify(rows), importId],
  );
}

/** Whether another import brought something into the account since this one was made. */
export async function hasLaterCommit(
  orm: Orm,
  { id, accountId, createdAt }: { id: string; accountId: string; createdAt: Date },
): Promise<boolean> {
  const rows = await orm.all(sql`
    select 1 from imports_import
    where account_id = ${accountId} and id <> ${id} and change_set_id is not null
      and (committed_at is null or committed_at >= ${createdAt.getTime()}) limit 1`);
  return rows.length > 0;
}

interface RowToJudge {
  rowNumber: number;
  row: IdentifiedRow;
}

/** Rows whose judgement hangs on what else the ledger holds, in the order of the file. */
export async function readRowsToJudge(
  orm: Orm,
  { importId, afterRow, limit }: { importId: string; afterRow: number; limit: number },
): Promise<RowToJudge[]> {
  const rows = await orm.all<{ rowNumber: number; parsed: string }>(sql`
    select row_number as rowNumber, parsed from imports_row
    where import_id = ${importId} and row_number > ${afterRow} and parsed is not null and account_id is null
      and json_extract(reason, '$.code') not in (
        'same_file', 'same_external_id_in_file', 'kept', 'posts_pending', 'external_id_reused')
    order by row_number limit ${limit}`);
  return rows.map(({ rowNumber, parsed }) => ({ rowNumber, row: JSON.parse(parsed) as IdentifiedRow }));
}
