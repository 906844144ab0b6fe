import { and, asc, eq, gte, inArray, isNull, like, notExists } from 'drizzle-orm';
import type { Orm, WriteTx } from '../client/index.ts';
import { decision } from '../decisions/decisions.table.ts';
import { feedback } from './feedback.table.ts';

export type StoredFeedback = typeof feedback.$inferSelect;

export async function insertFeedback(tx: WriteTx, rows: readonly StoredFeedback[]): Promise<void> {
  for (let start = 0; start < rows.length; start += 100) {
    await tx.orm.insert(feedback).values(rows.slice(start, start + 100));
  }
}

/** What people said of a decision, oldest first, withdrawn or not. */
export async function readFeedbackOfDecision(orm: Orm, decisionId: string): Promise<StoredFeedback[]> {
  return orm.select().from(feedback).where(eq(feedback.decisionId, decisionId)).orderBy(asc(feedback.at));
}

/** Feedback that stands, of decisions answered since then, oldest first. */
async function readFeedbackSince(orm: Orm, since: Date): Promise<StoredFeedback[]> {
  return orm
    .select()
    .from(feedback)
    .where(and(gte(feedback.at, since), isNull(feedback.withdrawnAt)))
    .orderBy(asc(feedback.at));
}

/** Feedback that stands on what the model predicted: not on what people had said of the payee. */
export async function readFeedbackOfModel(orm: Orm, since: Date): Promise<StoredFeedback[]> {
  const byPayee = orm
    .select({ id: decision.id })
    .from(decision)
    .where(and(eq(decision.id, feedback.decisionId), like(decision.outcomeCode, 'payee_%')));
  return orm
    .select()
    .from(feedback)
    .where(and(gte(feedback.at, since), isNull(feedback.withdrawnAt), notExists(byPayee)))
    .orderBy(asc(feedback.at));
}

/** How many answers stand, counted no further than asked for. */
export async function countAnswers(orm: Orm, most: number): Promise<number> {
  const some = orm.select({ id: feedback.id }).from(feedback).where(isNull(feedback.withdrawnAt)).limit(most);
  return (await some).length;
}

export async function readTodaysAnswers(
  orm: Orm,
  since: Date,
): Promise<{ accepted: number; corrected: number }> {
  const rows = await readFeedbackSince(orm, since);
  const accepted = rows.filter((row) => row.isAccepted).length;
  return { accepted, corrected: rows.length - accepted };
}

interface FeedbackStanding {
  changeSetId: string;
  transactionIds: readonly string[];
  /** null where it stands again. */
  withdrawnAt: Date | null;
}

/** Takes the feedback of a change set on these transactions back, or lets it stand again. */
export async function setFeedbackStanding(
  tx: WriteTx,
  { changeSetId, transactionIds, withdrawnAt }: FeedbackStanding,
): Promise<void> {
  await tx.execute(
    `update feedback_feedback set withdrawn_at = ? where change_set_id = ?
       and transaction_id in (select value from json_each(?))`,
    [withdrawnAt?.getTime() ?? null, changeSetId, JSON.stringify(transactionIds)],
  );
}

/** Marks what was said of these decisions as taken back. */
export async function withdrawFeedbackOn(
  tx: WriteTx,
  decisionIds: readonly string[],
  at: Date,
): Promise<void> {
  await tx.orm
    .update(feedback)
    .set({ withdrawnAt: at })
    .where(and(inArray(feedback.decisionId, [...decisionIds]), isNull(feedback.withdrawnAt)));
}

/** The category that stands as said of each of these decisions. */
export async function readStandingFeedback(
  orm: Orm,
  decisionIds: readonly string[],
): Promise<Map<string, string>> {
  const rows = await orm
    .select({ decisionId: feedback.decisionId, categoryId: feedback.categoryId })
    .from(feedback)
    .where(and(inArray(feedback.decisionId, [...decisionIds]), isNull(feedback.withdrawnAt)));
  return new Map(rows.map((row) => [row.decisionId, row.categoryId]));
}
