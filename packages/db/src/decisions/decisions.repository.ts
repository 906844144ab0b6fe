import type { CategoryFeatures, DecisionOutcome } from '@steward/core/decisions';
import { DomainError } from '@steward/core/errors';
import type { PayeeSetting } from '@steward/core/payees';
import { desc, inArray, sql } from 'drizzle-orm';
import { isTaken, type Orm, type WriteTx } from '../client/index.ts';
import { learningEvent } from '../learning/learning.table.ts';
import { category } from '../ledger/ledger.table.ts';
import { readPayeeSettings } from '../payees/index.ts';
import { decision, idempotency } from './decisions.table.ts';

export interface StoredDecision {
  id: string;
  subjectType: 'transaction' | 'external';
  subjectId: string;
  modelVersion: string;
  learningSeq: number;
  categoryId: string | null;
  confidence: number | null;
  score: number | null;
  outcome: DecisionOutcome;
  outcomeCode: string;
  executionMicroseconds: number;
  auditSeq: number;
  createdAt: Date;
}

const COLUMNS = [
  'id',
  'subject_type',
  'subject_id',
  'model_version',
  'learning_seq',
  'category_id',
  'confidence',
  'score',
  'outcome',
  'outcome_code',
  'execution_microseconds',
  'audit_seq',
  'created_at',
] as const;

export async function insertDecisions(tx: WriteTx, decisions: readonly StoredDecision[]): Promise<void> {
  await tx.insertMany(
    'decisions_decision',
    COLUMNS,
    decisions.map((row) => [
      ...[row.id, row.subjectType, row.subjectId, row.modelVersion, row.learningSeq],
      ...[row.categoryId, row.confidence, row.score, row.outcome, row.outcomeCode],
      ...[row.executionMicroseconds, row.auditSeq, row.createdAt.getTime()],
    ]),
  );
}

export async function readDecisions(orm: Orm, ids: readonly string[]): Promise<StoredDecision[]> {
  if (ids.length === 0) return [];
  return orm
    .select()
    .from(decision)
    .where(inArray(decision.id, [...ids]));
}

/** The newest decisions of the workspace, newest first (ids sort by time). */
export async function readNewestDecisions(orm: Orm, limit: number): Promise<StoredDecision[]> {
  return orm.select().from(decision).orderBy(desc(decision.id)).limit(limit);
}

export interface DecisionBasis {
  /** Sequence of the newest learning event, 0 when nothing was learned. */
  learningSeq: number;
  /** Names of all categories by id, merged and removed ones too, as JSON: old decisions still speak of them. */
  categoryNames: string;
  /** Ids of those that are not to be suggested, in their order, as JSON: archived, merged and removed ones. */
  notOffered: string;
}

/** What decisions depend on beside what is to be decided, in one statement. */
export async function readDecisionBasis(orm: Orm): Promise<DecisionBasis> {
  const [basis] = await orm.all<DecisionBasis>(
    sql`select (select coalesce(max(${learningEvent.seq}), 0) from ${learningEvent}) as learningSeq,
      (select json_group_object(${category.id}, ${category.name}) from ${category}) as categoryNames,
      (select json_group_array(id) from (select id from ledger_category where is_hidden = 1 or removed_at is not null
        or merged_into_id is not null order by id)) as notOffered`,
  );
  if (!basis) throw new Error('a select without a table always has a row');
  return basis;
}

export interface TransactionFeatures {
  transactionId: string;
  payeeId: string;
  payeeName: string;
  /** Whether a person is asked for this payee. */
  isAsked: boolean;
  /** What people said of it; null where nothing. */
  payeeSetting: PayeeSetting | null;
  features: CategoryFeatures;
}

/** What the model may see of transactions, from what is immutable of them. */
export async function readTransactionFeatures(
  orm: Orm,
  ids: readonly string[],
): Promise<TransactionFeatures[]> {
  if (ids.length === 0) return [];
  // Past the query builder, which takes as long to hand on the rows as the database to find them.
  const rows = await orm.all<FeatureRow>(
    sql`select t.id, t.payee_id as payeeId, t.imported_payee as payee, t.imported_memo as memo,
          t.amount_minor as amountMinor, t.date, t.context, p.name as payeeName, p.learn_mode as learnMode
        from json_each(${JSON.stringify(ids)}) asked cross join ledger_transaction t on t.id = asked.value
        join payees_payee p on p.id = t.payee_id where t.deleted_at is null order by asked.key`,
  );
  const settings = await readPayeeSettings(
    orm,
    rows.map(({ payeeId }) => payeeId),
  );
  return rows.map(({ id, payeeId, payeeName, learnMode, context, ...seen }) => ({
    ...{ transactionId: id, payeeId, payeeName, isAsked: learnMode !== 'off' },
    payeeSetting: settings.get(payeeId) ?? null,
    features: {
      ...{ payee: seen.payee, memo: seen.memo, amountMinor: seen.amountMinor, date: seen.date },
      context: JSON.parse(context) as Record<string, string>,
    },
  }));
}

interface FeatureRow extends Pick<TransactionFeatures, 'payeeId' | 'payeeName'> {
  id: string;
  payee: string;
  memo: string;
  amountMinor: number;
  date: string;
  /** As JSON. */
  context: string;
  learnMode: string;
}

export interface Call {
  /** Procedure and the caller's key. */
  key: string;
  requestHash: string;
}

/**
 * What the caller was answered under this key before, or null.
 *
 * @throws DomainError `idempotency_key_reused` when the key came with another request.
 */
export async function readAnswered(orm: Orm, call: Call): Promise<unknown> {
  const answer = (await readAllAnswered(orm, [call])).get(call.key);
  if (answer instanceof DomainError) throw answer;
  return answer ?? null;
}

/** What callers were answered under their keys before; an error for a key that came with another request. */
export async function readAllAnswered(orm: Orm, calls: readonly Call[]): Promise<Map<string, unknown>> {
  const rows = await orm
    .select()
    .from(idempotency)
    .where(
      inArray(
        idempotency.key,
        calls.map(({ key }) => key),
      ),
    );
  const hashes = new Map(calls.map(({ key, requestHash }) => [key, requestHash]));
  return new Map(
    rows.map(({ key, requestHash, response }) => [
      key,
      requestHash === hashes.get(key) ? response : keyReused(),
    ]),
  );
}

function keyReused(): DomainError {
  const message = 'This idempotency key was used with another request; use a new key.';
  return new DomainError({ code: 'conflict', reason: 'idempotency_key_reused', message });
}

interface Answer extends Call {
  response: unknown;
  at: Date;
}

/** A key that came already had its answer: who stores it again has not looked, and has to. */
export class AnsweredBefore extends Error {}

/**
 * Remembers what callers were answered.
 *
 * @throws AnsweredBefore for a key that is there; the transaction must not be committed then.
 */
export async function storeAnswers(tx: WriteTx, answers: readonly Answer[]): Promise<void> {
  try {
    await insertAnswers(tx, answers);
  } catch (cause) {
    if (!isTaken(cause)) throw cause;
    throw new AnsweredBefore('a key was answered before', { cause });
  }
}

async function insertAnswers(tx: WriteTx, answers: readonly Answer[]): Promise<void> {
  await tx.insertMany(
    'decisions_idempotency',
    ['key', 'request_hash', 'response', 'at'],
    answers.map(({ key, requestHash, response, at }) => [
      ...[key, requestHash, JSON.stringify(response), at.getTime()],
    ]),
  );
}

export function storeAnswer(tx: WriteTx, answer: Answer): Promise<void> {
  return storeAnswers(tx, [answer]);
}
