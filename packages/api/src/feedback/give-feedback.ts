import { canonicalJson, sha256Hex } from '@steward/core/canonical';
import { FeedbackGiven, type GiveFeedback } from '@steward/core/feedback';
import { DomainError } from '@steward/core/errors';
import { createId, type Actor } from '@steward/core/identity';
import { appendAudit } from '@steward/db/audit';
import type { WorkspaceDb, WriteTx } from '@steward/db/client';
import { readAnswered, storeAnswer } from '@steward/db/decisions';
import { insertFeedback, readStandingFeedback, withdrawFeedbackOn } from '@steward/db/feedback';
import { randomBytes } from 'node:crypto';
import { decisionsWithFeatures, type DecisionWithFeatures } from '../decisions/index.ts';
import type { Engine } from '../engine/index.ts';
import { learnExternal, requireCategories } from '../learning/index.ts';
import { answer } from '../review/index.ts';

export interface FeedbackDeps {
  db: WorkspaceDb;
  engine: Engine;
  actor: Actor;
  now: () => Date;
}

/** Feedback with the decision that it is on. */
interface Said extends DecisionWithFeatures {
  categoryId: string;
}

/**
 * Takes in what people said of decisions in another app. On what was never imported it is feedback and a label; on a
 * transaction of the ledger it is an answer as in review, so that the ledger changes too and it can be undone there.
 * The last word on a decision stands.
 */
export async function giveFeedback(deps: FeedbackDeps, input: GiveFeedback): Promise<FeedbackGiven> {
  const { db } = deps;
  const call = {
    key: `decisions.feedback ${input.idempotencyKey}`,
    requestHash: sha256Hex(canonicalJson(input.feedback)),
  };
  const answered = await db.read((orm) => readAnswered(orm, call));
  if (answered !== null) return FeedbackGiven.parse(answered);
  const said = await readSaid(db, input);
  const external = said.filter(({ decision }) => decision.subject.type === 'external');
  const inLedger = await answerInLedger(deps, input.idempotencyKey, said);
  const given = await db.write(async (tx) => {
    const onExternal = await writeExternal(tx, deps, external);
    const whole: FeedbackGiven = {
      accepted: onExternal.accepted + inLedger.accepted,
      corrected: onExternal.corrected + inLedger.corrected,
      unchanged: onExternal.unchanged,
      learningSeq: onExternal.learningSeq,
    };
    await storeAnswer(tx, { ...call, response: whole, at: deps.now() });
    return whole;
  });
  if (given.accepted + given.corrected > 0) {
    await deps.engine.redecide({ workspaceId: db.workspaceId, payeeIds: [] });
  }
  return given;
}

/** @throws DomainError for a decision or a category that is not there, naming where in the request. */
async function readSaid(db: WorkspaceDb, { feedback }: GiveFeedback): Promise<Said[]> {
  const last = new Map(feedback.map(({ decisionId, categoryId }) => [decisionId, categoryId]));
  await requireCategories(
    db,
    feedback.map(({ categoryId }) => categoryId),
    (index) => `feedback.${index}.categoryId`,
  );
  const found = await decisionsWithFeatures(db, [...last.keys()]);
  for (const [index, { decisionId }] of feedback.entries()) {
    const one = found.get(decisionId);
    const problem = !one
      ? 'is no decision here'
      : one.features
        ? null
        : 'was erased: nothing can be learned of it';
    if (problem === null) continue;
    const path = `feedback.${index}.decisionId`;
    throw new DomainError({
      ...{ code: 'invalid', reason: 'input', message: `${path}: ${decisionId} ${problem}.` },
      details: { issues: [{ path, message: problem }] },
    });
  }
  return [...last].flatMap(([id, categoryId]) => {
    const one = found.get(id);
    return one ? [{ ...one, categoryId }] : [];
  });
}

type Counted = Pick<FeedbackGiven, 'accepted' | 'corrected'>;

/** One answer a category, under a key of its own, so that a retry finds what is done already. */
async function answerInLedger(deps: FeedbackDeps, key: string, said: readonly Said[]): Promise<Counted> {
  const inLedger = said.filter(({ decision }) => decision.subject.type === 'transaction');
  for (const [categoryId, group] of Map.groupBy(inLedger, (one) => one.categoryId)) {
    const transactionIds = [...new Set(group.map(({ decision }) => decision.subject.id))];
    const idempotencyKey = sha256Hex(`decisions.feedback ${key} ${categoryId}`);
    await answer(deps, { transactionIds, categoryId, idempotencyKey });
  }
  return countOf(inLedger);
}

function countOf(said: readonly Said[]): Counted {
  const accepted = said.filter(({ decision, categoryId }) => decision.prediction === categoryId).length;
  return { accepted, corrected: said.length - accepted };
}

async function writeExternal(
  tx: WriteTx,
  { actor, now }: FeedbackDeps,
  said: readonly Said[],
): Promise<FeedbackGiven> {
  const at = now();
  const standing = await readStandingFeedback(
    tx.orm,
    said.map(({ decision }) => decision.id),
  );
  const news = said.filter(({ decision, categoryId }) => standing.get(decision.id) !== categoryId);
  const { seqOf, headSeq } = await learnExternal(
    tx,
    news.flatMap(({ decision, features, categoryId }) =>
      features ? [{ externalId: decision.subject.id, features, categoryId }] : [],
    ),
    at,
  );
  await withdrawFeedbackOn(
    tx,
    news.map(({ decision }) => decision.id),
    at,
  );
  const rows = news.map(({ decision, categoryId }) => ({
    ...{ id: createId('fbk', { now: at, random: randomBytes }), decisionId: decision.id, categoryId },
    isAccepted: decision.prediction === categoryId,
    ...{ predictedCategoryId: decision.prediction, predictedConfidence: decision.confidence },
    ...{ transactionId: null, changeSetId: null, withdrawnAt: null, actorId: actor.id, at },
    learningSeq: seqOf.get(decision.subject.id) ?? 0,
  }));
  const appended = await appendAudit(
    tx,
    rows.map((row) => ({
      ...({ at, actor, action: 'feedback', system: 'learning', subject: row.decisionId } as const),
      payload: {
        ...{ feedbackId: row.id, accepted: row.isAccepted, categoryId: row.categoryId },
        ...{ predicted: row.predictedCategoryId, confidence: row.predictedConfidence },
      },
      index: row.predictedConfidence === null ? {} : { confidence: row.predictedConfidence },
    })),
  );
  await insertFeedback(
    tx,
    rows.map((row, index) => ({ ...row, auditSeq: appended[index]?.seq ?? 0 })),
  );
  return { ...countOf(news), unchanged: said.length - news.length, learningSeq: headSeq };
}
