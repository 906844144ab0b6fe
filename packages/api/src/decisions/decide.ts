import { canonicalJson, CanonicalText } from '@steward/core/canonical';
import { coordinate } from '@steward/core/coordinator';
import { explainPrediction, type CategoryFeatures, type Decision } from '@steward/core/decisions';
import { createId, pooled, type Actor } from '@steward/core/identity';
import { appendAudit } from '@steward/db/audit';
import type { WriteTx } from '@steward/db/client';
import { insertDecisions, type StoredDecision } from '@steward/db/decisions';
import { noteForWebhooks } from '@steward/db/webhooks';
import { CATEGORISER_VERSION, predictAndExplain } from '@steward/ml/categoriser';
import { randomBytes } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { toRow, type WorkspaceModel } from '../learning/index.ts';

/** What a decision is asked for. */
export interface SubjectToDecide {
  type: 'transaction' | 'external';
  id: string;
  payeeId: string | null;
  payeeName: string;
  /** Whether a person may be asked. */
  isAsked: boolean;
  features: CategoryFeatures;
}

/** A decision that is not stored yet; its explanation is written already, as canonical JSON. */
export type DecisionDraft = Omit<Decision, 'explanation' | 'auditSeq'> & {
  explanation: string | null;
  subjectToDecide: SubjectToDecide;
  score: number | null;
};

/** What is stored of a decision. */
export interface DecisionToStore {
  row: Omit<StoredDecision, 'auditSeq'>;
  payeeId: string | null;
  /** What the audit record keeps, as canonical JSON. */
  payload: string;
  /** Who asked for it. */
  actor: Actor;
}

interface DecisionSetting {
  model: WorkspaceModel;
  /** Names of the categories, by id. */
  nameOf: (categoryId: string) => string;
  now: Date;
}

const random = pooled(randomBytes);

/** Predicts, explains and coordinates subjects. Reads the model, changes nothing. */
export function draftDecisions(
  subjects: readonly SubjectToDecide[],
  setting: DecisionSetting,
): DecisionDraft[] {
  return subjects.map((subject) => draftDecision(subject, setting));
}

function draftDecision(subject: SubjectToDecide, { model, nameOf, now }: DecisionSetting): DecisionDraft {
  const startedAt = performance.now();
  const row = toRow(subject.features);
  const { prediction, explanation: terms } = predictAndExplain(model.categoriser, row);
  const draft = {
    id: createId('dec', { now, random }),
    kind: 'category' as const,
    subject: { type: subject.type, id: subject.id },
    modelVersion: CATEGORISER_VERSION,
    learningSeq: model.seq,
    createdAt: now,
    subjectToDecide: subject,
  };
  const elapsed = () => Math.round((performance.now() - startedAt) * 1000);
  if (prediction.status === 'no_labels' || terms === null) {
    const { outcome, reason } = coordinate({
      confidence: 0,
      labelCount: 0,
      payeeName: subject.payeeName,
      payeeShares: [],
    });
    const nothing = { prediction: null, confidence: null, explanation: null, score: null };
    return { ...draft, ...nothing, outcome, outcomeReason: reason, executionMicroseconds: elapsed() };
  }
  const { label, confidence, payeeShares, labelCount } = prediction;
  const { outcome, reason } = coordinate({
    ...{ confidence, labelCount, payeeName: subject.payeeName },
    payeeShares: payeeShares.map((share) => ({ category: nameOf(share.label), count: share.count })),
  });
  const explanation = explainPrediction({
    ...{ categoryId: label, confidence, outcome, nameOf, payeeName: subject.payeeName },
    ...{ base: terms.base, score: terms.score, terms: terms.terms },
    alternatives: prediction.alternatives.map((one) => ({
      categoryId: one.label,
      probability: one.probability,
    })),
    payeeSeen: prediction.payeeSeen,
    payeeShares: payeeShares.map((share) => ({ categoryId: share.label, count: share.count })),
  });
  return {
    ...draft,
    ...{ prediction: label, confidence, score: terms.score, outcome, outcomeReason: reason },
    explanation: canonicalJson(explanation),
    executionMicroseconds: elapsed(),
  };
}

export function toStore(draft: DecisionDraft, actor: Actor): DecisionToStore {
  const { id, subject, modelVersion, learningSeq, confidence, score, outcome } = draft;
  return {
    row: {
      ...{ id, subjectType: subject.type, subjectId: subject.id, modelVersion, learningSeq },
      ...{ categoryId: draft.prediction, confidence, score, outcome, outcomeCode: draft.outcomeReason.code },
      ...{ executionMicroseconds: draft.executionMicroseconds, createdAt: draft.createdAt },
    },
    payeeId: draft.subjectToDecide.payeeId,
    payload: writePayload(draft),
    actor,
  };
}

/** Stores decisions and their audit records; returns the sequences of these, in the same order. */
export async function storeDecisions(tx: WriteTx, decisions: readonly DecisionToStore[]): Promise<number[]> {
  const appended = await appendAudit(
    tx,
    decisions.map(({ row, payeeId, payload, actor }) => ({
      ...({ at: row.createdAt, actor, action: 'prediction', system: 'learning' } as const),
      ...{ subject: row.id, modelVersion: row.modelVersion, payload: new CanonicalText(payload) },
      index: {
        ...(payeeId !== null && { payeeId }),
        ...(row.confidence !== null && { confidence: row.confidence }),
      },
    })),
  );
  const sequences = appended.map(({ seq }) => seq);
  await insertDecisions(
    tx,
    decisions.map(({ row }, index) => ({ ...row, auditSeq: sequences[index] ?? 0 })),
  );
  const [first] = decisions;
  if (first) {
    const ids = decisions.map(({ row }) => row.id);
    await noteForWebhooks(tx, { type: 'decisions.made', ids, at: first.row.createdAt });
  }
  return sequences;
}

/** What the audit record keeps of a decision; `withPayloads` in decisions-read reads it back. */
function writePayload(draft: DecisionDraft): string {
  const { subjectToDecide, explanation, prediction, confidence, outcome, outcomeReason } = draft;
  const { payee, memo, amountMinor, date, context } = subjectToDecide.features;
  // Keys in order, so that it is canonical JSON as it stands.
  return canonicalJson({
    confidence,
    executionTime: draft.executionMicroseconds / 1000,
    explanation: explanation === null ? null : new CanonicalText(explanation),
    input: {
      features: { amountMinor, context: inOrder(context), date, memo, payee },
      payeeId: subjectToDecide.payeeId,
      subject: { id: draft.subject.id, type: draft.subject.type },
    },
    learningSeq: draft.learningSeq,
    modelVersion: draft.modelVersion,
    output: {
      outcome,
      outcomeReason: { code: outcomeReason.code, message: outcomeReason.message },
      prediction,
    },
    success: true,
  });
}

function inOrder(context: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(context).sort(([a], [b]) => (a < b ? -1 : 1)));
}
