import type { InValue } from '@libsql/client';
import type { KnownTransaction, PendingTransaction } from '@steward/core/imports';
import type { OriginalAmount } from '@steward/core/money';
import { and, asc, eq, inArray, isNull, notExists, sql, type SQL } from 'drizzle-orm';
import type { Orm, WriteTx } from '../client/index.ts';
import { aboutTransaction, decision } from '../decisions/decisions.table.ts';
import { split, transaction } from './ledger.table.ts';

/** Where the ids that banks give come from; the word is older than the other formats. */
export const BANK_IDS = 'csv';
/** Fingerprints that transactions had while they were pending. */
export const PENDING_FINGERPRINTS = 'pending';
/** Values in one IN list. */
const LIST = 1_000;

/** Which of these fingerprints the ledger holds, with their transactions; of a merged one, that which stands for it. */
export async function findByFingerprint(
  orm: Orm,
  fingerprints: readonly string[],
): Promise<Map<string, KnownTransaction>> {
  const found = new Map<string, KnownTransaction>();
  for (const list of inLists(fingerprints)) {
    const rows = await orm.all<Found>(
      sql`select t.fingerprint as k, null as "into", ${KNOWN} from ledger_transaction t
          where t.fingerprint in ${list} and t.deleted_at is null
          union all select t.fingerprint, t.merged_into_id, ${KNOWN} from ledger_transaction t
          where t.fingerprint in ${list} and t.merged_into_id is not null and not exists (select 1 from matches_match m
            where m.second_id = t.id and m.state = 'confirmed'
              and json_extract(m.evidence, '$.rule') = 'same_day_cut')`,
    );
    await addStanding(orm, rows, found);
  }
  return found;
}

/** Which of these external ids the account holds, with their transactions; of a merged one, that which stands for it. */
export async function findByExternalId(
  orm: Orm,
  { accountId, source = BANK_IDS }: { accountId: string; source?: string },
  externalIds: readonly string[],
): Promise<Map<string, KnownTransaction>> {
  const found = new Map<string, KnownTransaction>();
  for (const list of inLists(externalIds)) {
    const rows = await orm.all<Found>(
      sql`select x.external_id as k, t.merged_into_id as "into", ${KNOWN} from ledger_external_id x
          join ledger_transaction t on t.id = x.transaction_id
          where x.account_id = ${accountId} and x.source = ${source} and x.external_id in ${list}
            and (t.deleted_at is null or t.merged_into_id is not null)`,
    );
    await addStanding(orm, rows, found);
  }
  return found;
}

/** What is pending on an account. */
export async function readPending(orm: Orm, accountId: string): Promise<PendingTransaction[]> {
  const rows = await orm.all<Omit<PendingTransaction, 'isPending'>>(
    sql`select id, date, amount_minor as "amountMinor", imported_payee as "importedPayee" from ledger_transaction
        where account_id = ${accountId} and status = 'pending' and deleted_at is null order by date, id`,
  );
  return rows.map((row) => ({ ...row, isPending: true }));
}

const KNOWN = sql.raw(`t.id, t.date, t.amount_minor as "amountMinor", t.status = 'pending' as "pending"`);

interface Found extends Omit<KnownTransaction, 'isPending'> {
  k: string;
  pending: number;
  /** What it is merged into, where it is. */
  into: string | null;
}

const toKnown = ({ date, amountMinor, pending }: Found, id: string): KnownTransaction => {
  return { id, date, amountMinor, isPending: pending === 1 };
};

/** Follows merges to what stands; a merged transaction counts for nothing where what it went into is gone. */
async function addStanding(
  orm: Orm,
  rows: readonly Found[],
  found: Map<string, KnownTransaction>,
): Promise<void> {
  let merged: Found[] = [];
  for (const row of rows) {
    if (row.into === null) found.set(row.k, toKnown(row, row.id));
    else merged.push(row);
  }
  while (merged.length > 0) {
    const into = [...new Set(merged.map((row) => row.into ?? ''))];
    const targets = await orm.all<{ id: string; next: string | null; stands: number }>(
      sql`select id, merged_into_id as next, deleted_at is null as stands from ledger_transaction where id in ${into}`,
    );
    const byId = new Map(targets.map((target) => [target.id, target]));
    merged = merged.flatMap((row) => {
      const target = byId.get(row.into ?? '');
      // What is merged is not pending any more, whatever it was.
      if (target?.stands === 1 && !found.has(row.k))
        found.set(row.k, toKnown({ ...row, pending: 0 }, target.id));
      return target && target.stands === 0 && target.next !== null ? [{ ...row, into: target.next }] : [];
    });
  }
}

function inLists(values: readonly string[]): string[][] {
  const lists: string[][] = [];
  for (let start = 0; start < values.length; start += LIST) lists.push(values.slice(start, start + LIST));
  return lists;
}

interface ImportedSplit {
  id: string;
  categoryId: string | null;
  amountMinor: number;
  memo: string;
}

export interface ImportedTransaction {
  id: string;
  splitId: string;
  accountId: string;
  date: string;
  amountMinor: number;
  currency: string;
  payeeId: string;
  importedPayee: string;
  importedMemo: string;
  context: Record<string, string>;
  fingerprint: string;
  externalId: string | null;
  isPending?: boolean;
  original?: OriginalAmount | null;
  /** Where the file splits it; else the whole is its one split. */
  splits?: readonly ImportedSplit[];
  /** null where it is split. */
  categoryId: string | null;
  /** The learning event of its label. */
  learningSeq: number | null;
}

interface ImportedChunk {
  importId: string;
  changeSetId: string;
  at: Date;
  transactions: readonly ImportedTransaction[];
}

const TRANSACTION_COLUMNS = [
  ...['id', 'account_id', 'date', 'amount_minor', 'currency', 'payee_id', 'imported_payee', 'imported_memo'],
  ...['context', 'status', 'import_id', 'fingerprint', 'category_id', 'created_at'],
  ...['original_amount_minor', 'original_currency', 'exchange_rate'],
];

const SPLIT_COLUMNS = ['id', 'transaction_id', 'position', 'category_id', 'amount_minor', 'memo'];

function toSplits({ id, splitId, categoryId, amountMinor, splits = [] }: ImportedTransaction): InValue[][] {
  if (splits.length === 0) return [[splitId, id, 0, categoryId, amountMinor, '']];
  return splits.map((part, position) => [
    ...[part.id, id, position, part.categoryId, part.amountMinor, part.memo],
  ]);
}

/** Writes imported transactions whole: splits, external ids, provenance and change set items too. */
export async function insertImported(tx: WriteTx, chunk: ImportedChunk): Promise<void> {
  const { importId, changeSetId, transactions } = chunk;
  const at = chunk.at.getTime();
  const insert = (table: string, columns: string[], toRow: (row: ImportedTransaction) => InValue[] | null) =>
    tx.insertMany(
      table,
      columns,
      transactions.flatMap((row) => {
        const values = toRow(row);
        return values === null ? [] : [values];
      }),
    );
  await insert('ledger_transaction', TRANSACTION_COLUMNS, (row) => [
    ...[row.id, row.accountId, row.date, row.amountMinor, row.currency, row.payeeId, row.importedPayee],
    ...[
      row.importedMemo,
      JSON.stringify(row.context),
      row.isPending === true ? 'pending' : 'posted',
      importId,
      row.fingerprint,
      row.categoryId,
      at,
    ],
    ...[row.original?.amountMinor ?? null, row.original?.currency ?? null, row.original?.rate ?? null],
  ]);
  await tx.insertMany('ledger_split', SPLIT_COLUMNS, transactions.flatMap(toSplits));
  await insert('ledger_external_id', ['account_id', 'source', 'external_id', 'transaction_id'], (row) =>
    row.externalId === null ? null : [row.accountId, BANK_IDS, row.externalId, row.id],
  );
  await insert(
    'ledger_provenance',
    ['transaction_id', 'field', 'source', 'is_locked', 'learning_seq', 'at'],
    (row) => (row.categoryId === null ? null : [row.id, 'category', 'import', 0, row.learningSeq, at]),
  );
  await insert(
    'ledger_change_set_item',
    ['change_set_id', 'entity', 'entity_id', 'field', 'before', 'after'],
    (row) => [changeSetId, 'transaction', row.id, 'exists', 'false', 'true'],
  );
}

/** Standing transactions of an import, oldest first. `after` is the last one of the page before. */
export async function listIdsOfImport(
  orm: Orm,
  { importId, after, limit }: { importId: string; after: { date: string; id: string } | null; limit: number },
): Promise<{ date: string; id: string }[]> {
  const { date, id } = after ?? { date: '', id: '' };
  return orm.all<{ date: string; id: string }>(sql`
    select date, id from ledger_transaction
    where import_id = ${importId} and (date, id) > (${date}, ${id}) and deleted_at is null
    order by date, id limit ${limit}`);
}

interface ExternalIdRow {
  accountId: string;
  /** {@link BANK_IDS} or {@link PENDING_FINGERPRINTS}. */
  source: string;
  externalId: string;
  transactionId: string;
}

/** Says by what else transactions are known again. */
export async function insertExternalIds(tx: WriteTx, rows: readonly ExternalIdRow[]): Promise<void> {
  for (const { accountId, source, externalId, transactionId } of rows) {
    await tx.execute(
      `insert or ignore into ledger_external_id (account_id, source, external_id, transaction_id) values (?, ?, ?, ?)`,
      [accountId, source, externalId, transactionId],
    );
  }
}

/** Which of these are in the ledger and still pending, with their days. */
export async function readStillPending(orm: Orm, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await orm.all<{ id: string; date: string }>(
    sql`select id, date from ledger_transaction where id in (select value from json_each(${JSON.stringify(ids)}))
        and status = 'pending' and deleted_at is null`,
  );
  return new Map(rows.map(({ id, date }) => [id, date]));
}

/**
 * Transactions of an import that still need a decision: what a crash between commit and decision left. One that is split
 * has no category of its own to decide.
 */
export async function readUndecided(orm: Orm, importId: string, limit: number): Promise<string[]> {
  const rows = await selectUndecided(orm, importId).limit(limit);
  return rows.map(({ id }) => id);
}

/** Those of these transactions that stand and need a first decision. */
export async function readUndecidedAmong(orm: Orm, ids: readonly string[]): Promise<string[]> {
  const rows = await selectUndecidedOf(orm, inArray(transaction.id, [...ids]));
  return rows.map(({ id }) => id);
}

/** The query for those of an import, exported so that a test can read its plan. */
export function selectUndecided(orm: Orm, importId: string) {
  return selectUndecidedOf(orm, eq(transaction.importId, importId));
}

function selectUndecidedOf(orm: Orm, which: SQL) {
  const decisionsAboutIt = orm
    .select({ id: decision.id })
    .from(decision)
    .where(and(eq(decision.subjectId, transaction.id), aboutTransaction(decision)));
  const furtherSplits = orm
    .select({ id: split.id })
    .from(split)
    .where(and(eq(split.transactionId, transaction.id), eq(split.position, 1)));
  return orm
    .select({ id: transaction.id })
    .from(transaction)
    .where(
      and(
        which,
        isNull(transaction.categoryId),
        isNull(transaction.deletedAt),
        notExists(decisionsAboutIt),
        notExists(furtherSplits),
      ),
    )
    .orderBy(asc(transaction.date), asc(transaction.id));
}
