import { IdentifiedRow, type FileDays, type RowJudgement, type RowReason } from '@steward/core/imports';
import { sql, type SQL } from 'drizzle-orm';
import type { Orm, WriteTx } from '../client/index.ts';

const valuesOf = (values: readonly string[]) => sql`(select value from json_each(${JSON.stringify(values)}))`;

interface OtherFile extends FileDays {
  importId: string;
  /** Whether all of its rows were brought in. */
  isWhole: boolean;
}

/**
 * Other files that were brought into the account, and not undone, and have one of these days. Of one that was sent to another
 * account and names several, only its rows of this account count.
 */
export async function readFilesOfDays(
  orm: Orm,
  { accountId, exceptId, dates }: { accountId: string; exceptId: string; dates: readonly string[] },
): Promise<OtherFile[]> {
  const rows = await orm.all<Omit<OtherFile, 'isWhole'> & { isWhole: number }>(sql`
    with file as (
      select i.id, i.status, i.change_set_id, i.first_date, i.last_date from imports_import i
      where i.account_id = ${accountId}
      union all
      select i.id, i.status, i.change_set_id,
        (select min(json_extract(r.parsed, '$.date')) from imports_row r where r.import_id = i.id and r.account_id = ${accountId}),
        (select max(json_extract(r.parsed, '$.date')) from imports_row r where r.import_id = i.id and r.account_id = ${accountId})
      from imports_import i
      where i.account_id <> ${accountId} and i.change_set_id is not null and ${namesOneOf([accountId])})
    select f.id as importId, f.first_date as firstDate, f.last_date as lastDate, f.status = 'committed' as isWhole
    from file f join ledger_change_set c on c.id = f.change_set_id
    where f.id <> ${exceptId} and c.undone_by_id is null
      and exists (select 1 from ${valuesOf(dates)} d where d.value between f.first_date and f.last_date)
    order by f.id`);
  return rows.map((row) => ({ ...row, isWhole: row.isWhole === 1 }));
}

/** Whether the file names an account that goes to one of these. */
function namesOneOf(accountIds: readonly string[]): SQL {
  return sql`exists (select 1 from json_each(i.accounts) a
    where json_extract(a.value, '$.accountId') in ${valuesOf(accountIds)})`;
}

/** An account that rows of a file are of, with the days of these rows. */
export interface AccountDays extends FileDays {
  accountId: string;
}

/** The accounts that rows of a file are of, other than that which it was sent for. */
export async function readOtherAccounts(orm: Orm, importId: string): Promise<AccountDays[]> {
  return orm.all<AccountDays>(sql`
    select account_id as accountId, min(json_extract(parsed, '$.date')) as firstDate,
      max(json_extract(parsed, '$.date')) as lastDate
    from imports_row where import_id = ${importId} and account_id is not null and parsed is not null
    group by account_id order by account_id`);
}

/** null where no row of the file can be read. */
export async function readImportDays(orm: Orm, importId: string): Promise<FileDays | null> {
  const [days] = await orm.all<FileDays>(sql`
    select first_date as firstDate, last_date as lastDate from imports_import
    where id = ${importId} and first_date is not null`);
  return days ?? null;
}

interface OfAccount {
  importId: string;
  accountId: string;
}

/** That a row of a file is of this account. */
function isOf(accountId: string): SQL {
  return sql`coalesce(account_id, (select i.account_id from imports_import i where i.id = import_id)) = ${accountId}`;
}

/** Of a file's rows of an account of one day. */
export async function readFingerprintsOfDay(
  orm: Orm,
  { importId, accountId }: OfAccount,
  date: string,
): Promise<Set<string>> {
  const rows = await orm.all<{ fingerprint: string }>(sql`
    select json_extract(parsed, '$.fingerprint') as fingerprint from imports_row
    where import_id = ${importId} and json_extract(parsed, '$.date') = ${date} and ${isOf(accountId)}`);
  return new Set(rows.map(({ fingerprint }) => fingerprint));
}

/** Of the transactions of an account of one day that an import brought in, and that stand. */
export async function readBroughtInOfDay(
  orm: Orm,
  { importId, accountId }: OfAccount,
  date: string,
): Promise<Set<string>> {
  const rows = await orm.all<{ fingerprint: string }>(sql`
    select fingerprint from ledger_transaction where import_id = ${importId} and account_id = ${accountId}
      and date = ${date} and deleted_at is null`);
  return new Set(rows.map(({ fingerprint }) => fingerprint));
}

export interface TwinRow {
  rowNumber: number;
  row: IdentifiedRow;
  transactionId: string;
}

/** Rows of an account of these days that are duplicates for having an exact twin in the ledger. */
export async function readTwinRows(
  orm: Orm,
  { importId, accountId }: OfAccount,
  dates: readonly string[],
): Promise<TwinRow[]> {
  const rows = await orm.all<{ rowNumber: number; parsed: string; transactionId: string }>(sql`
    select row_number as rowNumber, parsed, json_extract(reason, '$.transactionId') as transactionId
    from imports_row where import_id = ${importId} and outcome = 'duplicate' and ${isOf(accountId)}
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

/** What of an account's rows that are new tells whether they are in the ledger in other words. */
export async function readNewRows(
  orm: Orm,
  { importId, accountId, afterRow, limit }: OfAccount & { afterRow: number; limit: number },
): Promise<NewRow[]> {
  const rows = await orm.all<Omit<NewRow, 'hasExternalId'> & { hasExternalId: number }>(sql`
    select row_number as rowNumber, json_extract(parsed, '$.date') as date,
      json_extract(parsed, '$.amountMinor') as amountMinor, json_extract(parsed, '$.payee') as payee,
      json_extract(parsed, '$.externalId') is not null as hasExternalId
    from imports_row
    where import_id = ${importId} and outcome = 'new' and row_number > ${afterRow} and ${isOf(accountId)}
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
  await tx.execute(
    `update imports_row set outcome = json_extract(judged.value, '$.outcome'),
       reason = json_extract(judged.value, '$.reason')
     from json_each(?) judged
     where imports_row.import_id = ? and imports_row.row_number = json_extract(judged.value, '$.rowNumber')`,
    [JSON.stringify(rows), importId],
  );
}

/** Whether something came into one of the accounts of the file since it was made: by another import, or by hand. */
export async function hasLaterCommit(
  orm: Orm,
  { id, accountIds, createdAt }: { id: string; accountIds: readonly string[]; createdAt: Date },
): Promise<boolean> {
  const among = valuesOf(accountIds);
  const rows = await orm.all(sql`
    select 1 from imports_import i
    where (i.account_id in ${among} or ${namesOneOf(accountIds)}) and i.id <> ${id} and i.change_set_id is not null
      and (i.committed_at is null or i.committed_at >= ${createdAt.getTime()})
    union all
    select 1 from ledger_transaction t
    where t.import_id is null and t.account_id in ${among} and t.created_at >= ${createdAt.getTime()} limit 1`);
  return rows.length > 0;
}

interface RowToJudge {
  /** null where it is that of the import. */
  accountId: string | null;
  rowNumber: number;
  row: IdentifiedRow;
}

/** Rows whose judgement hangs on what else the ledger holds, in the order of the file. */
export async function readRowsToJudge(
  orm: Orm,
  { importId, afterRow, limit }: { importId: string; afterRow: number; limit: number },
): Promise<RowToJudge[]> {
  const rows = await orm.all<Omit<RowToJudge, 'row'> & { parsed: string }>(sql`
    select row_number as rowNumber, account_id as accountId, parsed from imports_row
    where import_id = ${importId} and row_number > ${afterRow} and parsed is not null
      and json_extract(reason, '$.code') not in (
        'same_file', 'same_external_id_in_file', 'kept', 'posts_pending', 'external_id_reused')
    order by row_number limit ${limit}`);
  return rows.map(({ parsed, ...row }) => ({ ...row, row: JSON.parse(parsed) as IdentifiedRow }));
}
