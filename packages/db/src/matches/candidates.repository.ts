import { NEAR_DAYS, type UnexplainedTransaction, type UnmatchedRow } from '@steward/core/matches';
import { sql, type SQL } from 'drizzle-orm';
import type { Orm } from '../client/index.ts';

/** A list of values as one bound value, so that the statement is the same for any number of them. */
const valuesOf = (values: readonly string[]) => sql`(select value from json_each(${JSON.stringify(values)}))`;

interface NearSearch {
  accountId: string;
  /** Whose own transactions are none. */
  importId: string;
  rows: readonly UnmatchedRow[];
}

/** Standing transactions of the account with the amount of one of the rows, within days of it. */
export async function findNear(orm: Orm, search: NearSearch): Promise<UnexplainedTransaction[]> {
  const rows = await orm.all<Omit<UnexplainedTransaction, 'hasExternalId'> & { hasExternalId: number }>(
    selectNear(search),
  );
  return rows.map((row) => ({ ...row, hasExternalId: row.hasExternalId === 1 }));
}

/** The query for them, exported so that a test can read its plan. */
export function selectNear({ accountId, importId, rows }: NearSearch): SQL {
  const wanted = JSON.stringify(rows.map(({ date, amountMinor }) => [amountMinor, date]));
  return sql`
    select distinct t.id, t.date, t.amount_minor as amountMinor, t.imported_payee as payee, t.status,
      i.format as format, exists(select 1 from ledger_external_id e where e.transaction_id = t.id) as hasExternalId
    from json_each(${wanted}) r
    cross join ledger_transaction t on t.amount_minor = json_extract(r.value, '$[0]')
      and t.date between date(json_extract(r.value, '$[1]'), ${`-${NEAR_DAYS} days`})
        and date(json_extract(r.value, '$[1]'), ${`+${NEAR_DAYS} days`})
    left join imports_import i on i.id = t.import_id
    where t.deleted_at is null and t.account_id = ${accountId} and t.import_id is not ${importId}`;
}

/** Those of the transactions that wait as one side of a duplicate, or were found to be one. */
export async function readMatchedDuplicates(orm: Orm, ids: readonly string[]): Promise<Set<string>> {
  const isOne = sql`in ${valuesOf(ids)}`;
  const rows = await orm.all<{ firstId: string; secondId: string }>(sql`
    select m.first_id as firstId, m.second_id as secondId from matches_match m
    where m.kind = 'duplicate' and m.first_id ${isOne} and ${isTaken()}
    union all
    select m.first_id, m.second_id from matches_match m
    where m.kind = 'duplicate' and m.second_id ${isOne} and ${isTaken()}`);
  return new Set(rows.flatMap(({ firstId, secondId }) => [firstId, secondId]));
}

/** Confirmed, or proposed while both sides are in the ledger with the amount and account that they were proposed for. */
function isTaken(): SQL {
  return sql`(m.state = 'confirmed' or (m.state = 'proposed' and exists (
    select 1 from ledger_transaction a join ledger_transaction b on b.id = m.second_id
    where a.id = m.first_id and a.deleted_at is null and b.deleted_at is null
      and a.amount_minor = b.amount_minor and a.account_id = b.account_id)))`;
}

/** A transaction and one of another account with the opposite amount. */
export interface TransferCandidate {
  left: string;
  right: string;
  daysApart: number;
  leftPayee: string;
  rightPayee: string;
}

interface TransferSearch {
  /** Of which transactions the other side is looked for. */
  ids: readonly string[];
  limit: number;
}

/** What may be the other side of these transactions; neither side is one of a transfer yet, nor waits as one. */
export async function findTransferCandidates(orm: Orm, search: TransferSearch): Promise<TransferCandidate[]> {
  return orm.all<TransferCandidate>(selectTransferCandidates(search));
}

/** The query for them, exported so that a test can read its plan. */
export function selectTransferCandidates({ ids, limit }: TransferSearch): SQL {
  return sql`
    select iif(a.amount_minor < 0, a.id, b.id) as "left", iif(a.amount_minor < 0, b.id, a.id) as "right",
      cast(abs(julianday(a.date) - julianday(b.date)) as integer) as daysApart,
      iif(a.amount_minor < 0, a.imported_payee, b.imported_payee) as leftPayee,
      iif(a.amount_minor < 0, b.imported_payee, a.imported_payee) as rightPayee
    from json_each(${JSON.stringify(ids)}) given
    cross join ledger_transaction a on a.id = given.value
    cross join ledger_transaction b on b.amount_minor = -a.amount_minor
      and b.date between date(a.date, ${`-${NEAR_DAYS} days`}) and date(a.date, ${`+${NEAR_DAYS} days`})
    where a.deleted_at is null and a.amount_minor <> 0 and a.transfer_id is null
      and b.deleted_at is null and b.transfer_id is null
      and b.account_id <> a.account_id and b.currency = a.currency
      and ${hasNoTransfer(sql`a.id`)} and ${hasNoTransfer(sql`b.id`)}
      and not exists (select 1 from matches_match m where m.kind = 'transfer'
        and m.first_id = iif(a.amount_minor < 0, a.id, b.id) and m.second_id = iif(a.amount_minor < 0, b.id, a.id))
    limit ${limit}`;
}

function hasNoTransfer(id: SQL): SQL {
  const waits = (side: SQL, other: SQL) => sql`not exists (select 1 from matches_match m
    join ledger_transaction s on s.id = ${other} and s.deleted_at is null
    join ledger_transaction o on o.id = ${side} and o.amount_minor = -s.amount_minor and o.account_id <> s.account_id
    where m.kind = 'transfer' and m.state = 'proposed' and ${side} = ${id})`;
  return sql`${waits(sql`m.first_id`, sql`m.second_id`)} and ${waits(sql`m.second_id`, sql`m.first_id`)}`;
}
