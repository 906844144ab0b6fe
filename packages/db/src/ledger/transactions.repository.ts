import type { Split, Transaction, TransactionDetail } from '@steward/core/ledger';
import { and, asc, desc, eq, inArray, isNull, sql, type SQL } from 'drizzle-orm';
import { listAttachments } from '../attachments/index.ts';
import type { Orm } from '../client/index.ts';
import { aboutTransaction, decision } from '../decisions/decisions.table.ts';
import { payee } from '../payees/payees.table.ts';
import { account, category, provenance, split, transaction } from './ledger.table.ts';
import { isByHand } from './stage.repository.ts';

/** Transactions in the order of their ids; those that are not there are left out. */
export async function readTransactions(orm: Orm, ids: readonly string[]): Promise<Transaction[]> {
  if (ids.length === 0) return [];
  const rows = await selectTransactions(orm).where(inArray(transaction.id, [...ids]));
  const byId = new Map(rows.map((row) => [row.transaction.id, toTransaction(row)]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** The splits of these transactions, in their order. */
export async function readSplitsOf(orm: Orm, ids: readonly string[]): Promise<Map<string, Split[]>> {
  const splits = new Map<string, Split[]>();
  if (ids.length === 0) return splits;
  const rows = await orm
    .select()
    .from(split)
    .where(inArray(split.transactionId, [...ids]))
    .orderBy(asc(split.transactionId), asc(split.position));
  for (const { transactionId, id, categoryId, amountMinor, memo } of rows) {
    const before = splits.get(transactionId) ?? [];
    splits.set(transactionId, [...before, { id, categoryId, amountMinor, memo }]);
  }
  return splits;
}

/** One transaction whole; null when there is none. */
export async function readTransaction(orm: Orm, id: string): Promise<TransactionDetail | null> {
  const rows = await selectTransactions(orm).where(
    and(eq(transaction.id, id), isNull(transaction.deletedAt)),
  );
  const row = rows[0];
  if (!row) return null;
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
    splits: (await readSplitsOf(orm, [id])).get(id) ?? [],
    provenance: fields.map(({ field, source, decisionId, isLocked, at }) => {
      return { field, source, decisionId, isLocked, at };
    }),
    isByHand: isByHand(row.transaction),
    attachments: await listAttachments(orm, id),
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
      tags: tagsOf(),
      attachmentCount: sql<number>`(select count(*) from ledger_attachment a where a.transaction_id = ${transaction.id})`,
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
    where ${sql.raw(side)} = ${transaction.id} and m.state = 'proposed' and iif(m.kind = 'duplicate',
      o.amount_minor = ${transaction.amountMinor} and o.account_id = ${transaction.accountId},
      o.amount_minor = -${transaction.amountMinor} and o.account_id <> ${transaction.accountId}
        and ${transaction.transferId} is null and o.transfer_id is null)`;
  return sql`(${waits('m.first_id', 'm.second_id')} union all ${waits('m.second_id', 'm.first_id')} limit 1)`;
}

/** Its tags in their order, as JSON. */
function tagsOf(): SQL<string> {
  return sql<string>`(select json_group_array(name) from
    (select name from ledger_tag where transaction_id = ${transaction.id} order by position))`;
}

type Row = Awaited<ReturnType<typeof selectTransactions>>[number];

function toTransaction({
  transaction: row,
  payeeName,
  categoryName,
  categorySource,
  isLocked,
  openMatchId,
  tags,
  attachmentCount,
}: Row): Transaction {
  const { id, accountId, date, amountMinor, currency, payeeId, importedPayee, importedMemo } = row;
  const { context, notes, status, importId, categoryId, version } = row;
  const { originalAmountMinor, originalCurrency, exchangeRate } = row;
  return {
    ...{ id, accountId, date, amountMinor, currency, payeeId, importedPayee, importedMemo },
    ...{ context, notes, status, importId, categoryId, categoryName, categorySource, version },
    payeeName: payeeName ?? importedPayee,
    isLocked: isLocked ?? false,
    ...{ transferId: row.transferId, openMatchId, attachmentCount, tags: JSON.parse(tags) as string[] },
    original:
      originalAmountMinor === null || originalCurrency === null
        ? null
        : { amountMinor: originalAmountMinor, currency: originalCurrency, rate: exchangeRate },
  };
}
