import type { TaughtTransaction } from '@steward/core/changes';
import { sql } from 'drizzle-orm';
import type { Orm, WriteTx } from '../client/index.ts';
import { inLists } from './change-values.ts';

interface TaughtRow extends Omit<TaughtTransaction, 'stands' | 'isTaught'> {
  stands: number;
  isTaught: number;
}

/** What transactions teach and have taught. */
export async function readTaught(
  orm: Orm,
  ids: readonly string[],
): Promise<Map<string, TaughtTransaction & { payeeId: string }>> {
  const taught = new Map<string, TaughtTransaction & { payeeId: string }>();
  for (const list of inLists(ids)) {
    const rows = await orm.all<TaughtRow & { payeeId: string }>(
      sql`select t.id as transactionId, t.deleted_at is null as stands, t.category_id as categoryId,
            t.payee_id as payeeId, p.source, coalesce(p.is_taught, 1) as isTaught, p.learning_seq as learningSeq, e.category_id as learnedCategoryId
          from ledger_transaction t
          left join ledger_provenance p on p.transaction_id = t.id and p.field = 'category'
          left join learning_event e on e.seq = p.learning_seq
          where t.id in (select value from json_each(${JSON.stringify(list)}))`,
    );
    for (const row of rows) {
      taught.set(row.transactionId, {
        ...row,
        ...{ stands: row.stands === 1, isTaught: row.isTaught === 1 },
      });
    }
  }
  return taught;
}

/** Says by which learning event the category of each was learned; null where by none. */
export async function setLearningSeqs(
  tx: WriteTx,
  seqs: readonly { transactionId: string; learningSeq: number | null }[],
): Promise<void> {
  for (const list of inLists(seqs)) {
    await tx.execute(
      `update ledger_provenance set learning_seq = change.seq
       from (select json_extract(value, '$[0]') as id, json_extract(value, '$[1]') as seq from json_each(?)) as change
       where ledger_provenance.transaction_id = change.id and ledger_provenance.field = 'category'`,
      [JSON.stringify(list.map(({ transactionId, learningSeq }) => [transactionId, learningSeq]))],
    );
  }
}

/** Where merged categories lead to, one step each. */
export async function readCategoryMerges(orm: Orm): Promise<Map<string, string>> {
  const rows = await orm.all<{ id: string; into: string }>(
    sql`select id, merged_into_id as "into" from ledger_category where merged_into_id is not null`,
  );
  return new Map(rows.map((row) => [row.id, row.into]));
}

/** The event by which a category was merged or removed, as far as it stands. */
export async function readStandingEvent(
  orm: Orm,
  type: 'category_merged' | 'category_removed',
  categoryId: string,
): Promise<number | null> {
  const rows = await orm.all<{ seq: number }>(
    sql`select seq from learning_event e where e.category_id = ${categoryId} and e.type = ${type}
        and e.type <> 'label_seen' and not exists (select 1 from learning_event w where w.of_seq = e.seq)
        order by seq desc limit 1`,
  );
  return rows[0]?.seq ?? null;
}
