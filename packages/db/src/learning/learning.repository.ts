import type { InValue } from '@libsql/client';
import type { CategoryFeatures } from '@steward/core/decisions';
import type { LearningEvent, NewLearningEvent } from '@steward/core/learning';
import { and, asc, eq, gt, isNull, lte, max, sql } from 'drizzle-orm';
import type { Orm, WriteTx } from '../client/index.ts';
import { transaction } from '../ledger/ledger.table.ts';
import { learningEvent } from './learning.table.ts';

const COLUMNS = [
  'type',
  'transaction_id',
  'features',
  'category_id',
  'into_category_id',
  'of_seq',
  'column_name',
  'change_set_id',
  'at',
] as const;

/** Appends events in order and returns the sequence of the first; the others follow without a gap. */
export async function appendLearning(
  tx: WriteTx,
  events: readonly NewLearningEvent[],
  at: Date,
): Promise<number> {
  const before = await tx.execute('select seq from sqlite_sequence where name = ?', ['learning_event']);
  await tx.insertMany(
    'learning_event',
    COLUMNS,
    events.map((event) => [...toColumns(event), changeSetOf(event), at.getTime()]),
  );
  return Number(before.rows[0]?.seq ?? 0) + 1;
}

const changeSetOf = (event: NewLearningEvent) =>
  event.type === 'context_column_added' ? (event.changeSetId ?? null) : null;

function toColumns(event: NewLearningEvent): InValue[] {
  const { type } = event;
  switch (type) {
    case 'label_seen': {
      const { subject, categoryId } = event;
      const isStored = 'transactionId' in subject;
      return [
        ...[
          type,
          isStored ? subject.transactionId : null,
          isStored ? null : JSON.stringify(subject.features),
        ],
        ...[categoryId, null, null, null],
      ];
    }
    case 'label_withdrawn':
      return [type, null, null, null, null, event.ofSeq, null];
    case 'category_merged':
      return [type, null, null, event.categoryId, event.intoCategoryId, null, null];
    case 'category_removed':
      return [type, null, null, event.categoryId, null, null, null];
    case 'context_column_added':
      return [type, null, null, null, null, null, event.columnName];
  }
}

interface EventRange {
  /** Exclusive. */
  afterSeq: number;
  /** Inclusive. */
  throughSeq: number;
  limit: number;
}

/** Events in order, with the features of their subjects at hand. */
export async function readLearningEvents(orm: Orm, range: EventRange): Promise<LearningEvent[]> {
  const rows = await orm
    .select({
      event: learningEvent,
      payee: transaction.importedPayee,
      memo: transaction.importedMemo,
      amountMinor: transaction.amountMinor,
      date: transaction.date,
      context: transaction.context,
    })
    .from(learningEvent)
    .leftJoin(transaction, eq(transaction.id, learningEvent.transactionId))
    .where(and(gt(learningEvent.seq, range.afterSeq), lte(learningEvent.seq, range.throughSeq)))
    .orderBy(asc(learningEvent.seq))
    .limit(range.limit);
  return rows.map(({ event, payee, memo, amountMinor, date, context }) => {
    const stored = event.features as CategoryFeatures | null;
    const features = stored ?? {
      payee: payee ?? '',
      memo: memo ?? '',
      amountMinor: amountMinor ?? 0,
      date: date ?? '1970-01-01',
      context: context ?? {},
    };
    return toEvent(event, features);
  });
}

function toEvent(row: typeof learningEvent.$inferSelect, features: CategoryFeatures): LearningEvent {
  const { seq, type } = row;
  const categoryId = row.categoryId ?? '';
  switch (type) {
    case 'label_seen':
      return { seq, type, features, categoryId };
    case 'label_withdrawn':
      return { seq, type, ofSeq: row.ofSeq ?? 0 };
    case 'category_merged':
      return { seq, type, categoryId, intoCategoryId: row.intoCategoryId ?? '' };
    case 'category_removed':
      return { seq, type, categoryId };
    case 'context_column_added':
      return { seq, type, columnName: row.columnName ?? '' };
  }
}

/** Sequence of the newest event, 0 when nothing was learned. */
export async function readLearningHead(orm: Orm): Promise<number> {
  const rows = await orm.select({ seq: max(learningEvent.seq) }).from(learningEvent);
  return rows[0]?.seq ?? 0;
}

/** Sequences of the events that withdrawals up to `throughSeq` took back, with the withdrawal's own. */
export async function readWithdrawnBefore(
  orm: Orm,
  throughSeq: number,
): Promise<{ seq: number; withdrawnBySeq: number }[]> {
  const rows = await orm
    .select({ seq: learningEvent.ofSeq, withdrawnBySeq: learningEvent.seq })
    .from(learningEvent)
    .where(and(gt(learningEvent.ofSeq, 0), lte(learningEvent.seq, throughSeq)));
  return rows.flatMap(({ seq, withdrawnBySeq }) => (seq === null ? [] : [{ seq, withdrawnBySeq }]));
}

/** Context columns a model may look at; the first ones that were imported. */
const MAXIMUM_COLUMNS = 8;

/**
 * Lets the model look at these columns of apps from now on, where it does not yet and has room. Those of imports are asked
 * after by nobody here: an import that is undone takes its own ones back.
 */
export async function learnColumns(tx: WriteTx, names: readonly string[], at: Date): Promise<void> {
  if (names.length === 0) return;
  const rows = await tx.orm
    .select({ name: learningEvent.columnName })
    .from(learningEvent)
    .where(and(eq(learningEvent.type, 'context_column_added'), isNull(learningEvent.changeSetId)));
  const known = new Set(rows.map((row) => row.name));
  const added = names.filter((name) => !known.has(name)).slice(0, MAXIMUM_COLUMNS - known.size);
  const events = added.map((columnName) => ({ type: 'context_column_added', columnName }) as const);
  await appendLearning(tx, events, at);
}

interface ColumnOfImport {
  seq: number;
  columnName: string;
  isWithdrawn: boolean;
}

/** The context columns that an import added, in order; once more for each time it was done again. */
export async function readColumnsOf(orm: Orm, changeSetId: string): Promise<ColumnOfImport[]> {
  const rows = await orm.all<{ seq: number; columnName: string; withdrawn: number }>(
    sql`select seq, column_name as "columnName",
          exists (select 1 from learning_event w where w.of_seq = e.seq) as withdrawn
        from learning_event e where change_set_id = ${changeSetId} order by seq`,
  );
  return rows.map(({ withdrawn, ...row }) => ({ ...row, isWithdrawn: withdrawn === 1 }));
}
