import type { ListTransactionsInput, Split, Transaction, TransactionDetail } from '@steward/core/ledger';
import { and, asc, count, desc, eq, inArray, isNotNull, isNull, or, sql, type SQL } from 'drizzle-orm';
import type { Orm } from '../client/index.ts';
import { aboutTransaction, decision } from '../decisions/decisions.table.ts';
import { payee } from '../payees/payees.table.ts';
import { account, category, provenance, split, transaction } from './ledger.table.ts';

/** The keyset of a list: newest first. */
export interface TransactionCursor {
  date: string;
  id: string;
}

type Filter = Omit<ListTransactionsInput, 'cursor' | 'limit'>;

interface TransactionSearch extends Filter {
  before: TransactionCursor | null;
  limit: number;
}

export async function listTransactions(orm: Orm, search: TransactionSearch): Promise<Transaction[]> {
  const rows = await selectList(orm, search);
  return rows.map(toTransaction);
}

/** The list's query, exported so that a test can read its plan. */
export function selectList(orm: Orm, { before, limit, ...filter }: TransactionSearch) {
  const page = before && sql`(${transaction.date}, ${transaction.id}) < (${before.date}, ${before.id})`;
  return selectTransactions(orm)
    .where(and(...conditionsOf(filter), page ?? undefined))
    .orderBy(desc(transaction.date), desc(transaction.id))
    .limit(limit);
}

export async function countTransactions(orm: Orm, filter: Filter): Promise<number> {
  const rows = await orm
    .select({ n: count() })
    .from(transaction)
    .where(and(...conditionsOf(filter)));
  return rows[0]?.n ?? 0;
}

/** One transaction whole; null when there is none. */
export async function readTransaction(orm: Orm, id: string): Promise<TransactionDetail | null> {
  const rows = await selectTransactions(orm).where(
    and(eq(transaction.id, id), isNull(transaction.deletedAt)),
  );
  const row = rows[0];
  if (!row) return null;
  const splits: Split[] = await orm
    .select({ id: split.id, categoryId: split.categoryId, amountMinor: split.amountMinor, memo: split.memo })
    .from(split)
    .where(eq(split.transactionId, id))
    .orderBy(asc(split.position));
  const fields = await orm.select().from(provenance).where(eq(provenance.transactionId, id));
  const decisions = await orm
    .select({ id: decision.id })
    .from(decision)
    .where(and(eq(decision.subjectId, id), aboutTransaction(decision)))
    .orderBy(desc(decision.id))
    .limit(1);
  const accounts = await orm
    .select({ name: account.name })
    .from(account)
    .where(eq(account.id, row.transaction.accountId));
  return {
    ...toTransaction(row),
    accountName: accounts[0]?.name ?? '',
    splits,
    provenance: fields.map(({ field, source, decisionId, isLocked, at }) => {
      return { field, source, decisionId, isLocked, at };
    }),
    decisionId: decisions[0]?.id ?? null,
  };
}

function selectTransactions(orm: Orm) {
  return orm
    .select({
      transaction,
      payeeName: payee.name,
      categoryName: category.name,
      categorySource: provenance.source,
      isLocked: provenance.isLocked,
      openMatchId: openMatch(),
    })
    .from(transaction)
    .leftJoin(payee, eq(payee.id, transaction.payeeId))
    .leftJoin(category, eq(category.id, transaction.categoryId))
    .leftJoin(
      provenance,
      and(eq(provenance.transactionId, transaction.id), eq(provenance.field, 'category')),
    );
}

/** The first match that waits of it, while both sides are in the ledger. */
function openMatch(): SQL<string | null> {
  const waits = (side: string, other: string) => sql`select m.id from matches_match m
    join ledger_transaction o on o.id = ${sql.raw(other)} and o.deleted_at is null
    where ${sql.raw(side)} = ${transaction.id} and m.state = 'proposed'
      and (m.kind = 'duplicate' or (${transaction.transferId} is null and o.transfer_id is null))`;
  return sql`(${waits('m.first_id', 'm.second_id')} union all ${waits('m.second_id', 'm.first_id')} limit 1)`;
}

function conditionsOf(filter: Filter): SQL[] {
  const { ids, contextKey, contextValue, word, search, status } = filter;
  const conditions: (SQL | undefined)[] = [
    isNull(transaction.deletedAt),
    filter.accountId ? eq(transaction.accountId, filter.accountId) : undefined,
    filter.payeeId ? eq(transaction.payeeId, filter.payeeId) : undefined,
    filter.payee ? isOfPayee(filter.payee) : undefined,
    filter.categoryId ? eq(transaction.categoryId, filter.categoryId) : undefined,
    filter.importId ? eq(transaction.importId, filter.importId) : undefined,
    filter.amountMinor === undefined ? undefined : eq(transaction.amountMinor, filter.amountMinor),
    ids ? inArray(transaction.id, ids) : undefined,
    status === 'categorised' ? isNotNull(transaction.categoryId) : undefined,
    status === 'uncategorised' ? isNull(transaction.categoryId) : undefined,
    contextKey
      ? eq(sql`json_extract(${transaction.context}, ${jsonPath(contextKey)})`, contextValue ?? '')
      : undefined,
    word ? startsWithWord(word) : undefined,
    search ? contains(search) : undefined,
  ];
  return conditions.filter((condition) => condition !== undefined);
}

function jsonPath(key: string): string {
  return `$.${JSON.stringify(key)}`;
}

/**
 * The imported payee in lower case, as far as it matters to find a text: SQLite's own lower() knows
 * ASCII only, so the other letters of the text are lowered one by one.
 */
function loweredFor(text: string): SQL {
  let lowered = sql`lower(${transaction.importedPayee})`;
  for (const letter of new Set(text)) {
    const upper = letter.toUpperCase();
    if (letter > '\u007f' && upper !== letter && upper.length === letter.length)
      lowered = sql`replace(${lowered}, ${upper}, ${letter})`;
  }
  return lowered;
}

/** The whole imported payee as the model counts it: neither case nor the width of spaces matters. */
function isOfPayee(payee: string): SQL {
  const wanted = payee.toLowerCase().replace(/\s+/g, ' ').trim();
  return sql`trim(replace(replace(${loweredFor(wanted)}, '  ', ' '), '  ', ' ')) = ${wanted}`;
}

/** The first word of the imported payee, whole, as the model counts it; punctuation parts words. */
function startsWithWord(word: string): SQL {
  const wanted = word.toLowerCase();
  let text = loweredFor(wanted);
  for (const mark of ['*', '.', ',', '-', '/', '&', "'", '’', '(', ')', '#', ':', '_', '+']) {
    text = sql`replace(${text}, ${mark}, ' ')`;
  }
  return sql`instr(trim(${text}) || ' ', ${`${wanted} `}) = 1`;
}

function contains(search: string): SQL | undefined {
  const pattern = `%${search.replace(/[\\%_]/g, '\\$&')}%`;
  return or(
    sql`${transaction.importedPayee} like ${pattern} escape '\\'`,
    sql`${transaction.importedMemo} like ${pattern} escape '\\'`,
    sql`${transaction.notes} like ${pattern} escape '\\'`,
  );
}

type Row = Awaited<ReturnType<typeof selectList>>[number];

function toTransaction({
  transaction: row,
  payeeName,
  categoryName,
  categorySource,
  isLocked,
  openMatchId,
}: Row): Transaction {
  const { id, accountId, date, amountMinor, currency, payeeId, importedPayee, importedMemo } = row;
  const { context, notes, status, importId, categoryId, version } = row;
  const { originalAmountMinor, originalCurrency, exchangeRate } = row;
  return {
    ...{ id, accountId, date, amountMinor, currency, payeeId, importedPayee, importedMemo },
    ...{ context, notes, status, importId, categoryId, categoryName, categorySource, version },
    payeeName: payeeName ?? importedPayee,
    isLocked: isLocked ?? false,
    ...{ transferId: row.transferId, openMatchId },
    original:
      originalAmountMinor === null || originalCurrency === null
        ? null
        : { amountMinor: originalAmountMinor, currency: originalCurrency, rate: exchangeRate },
  };
}
