import { CanonicalText, type CanonicalObject } from '@steward/core/canonical';
import { coordinate } from '@steward/core/coordinator';
import { explainPrediction, type CategoryFeatures, type Decision } from '@steward/core/decisions';
import { createId, pooled, type Actor } from '@steward/core/identity';
import { appendAudit } from '@steward/db/audit';
import type { WriteTx } from '@steward/db/client';
import { insertDecisions } from '@steward/db/decisions';
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

/** A decision whose explanation is written already: it is hashed, stored and sent as the same text. */
export type WrittenDecision = Omit<Decision, 'explanation'> & { explanation: CanonicalText | null };

/** A decision that is not stored yet. */
export type DecisionDraft = Omit<WrittenDecision, 'auditSeq'> & {
  subjectToDecide: SubjectToDecide;
  score: number | null;
};

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
    explanation: new CanonicalText(explanation),
    executionMicroseconds: elapsed(),
  };
}

/** Stores decisions, with who asked for each, and their audit records; returns them in the same order. */
export async function storeDecisions(
  tx: WriteTx,
  asked: readonly { draft: DecisionDraft; actor: Actor }[],
): Promise<WrittenDecision[]> {
  const drafts = asked.map(({ draft }) => draft);
  const appended = await appendAudit(
    tx,
    asked.map(({ draft, actor }) => ({
      ...({ at: draft.createdAt, actor, action: 'prediction', system: 'learning' } as const),
      ...{ subject: draft.id, modelVersion: draft.modelVersion, payload: toPayload(draft) },
      index: {
        ...(draft.subjectToDecide.payeeId !== null && { payeeId: draft.subjectToDecide.payeeId }),
        ...(draft.confidence !== null && { confidence: draft.confidence }),
      },
    })),
  );
  const seqOf = (index: number) => appended[index]?.seq ?? 0;
  await insertDecisions(
    tx,
    drafts.map((draft, index) => ({
      ...draft,
      ...{ subjectType: draft.subject.type, subjectId: draft.subject.id, categoryId: draft.prediction },
      ...{ outcomeCode: draft.outcomeReason.code, auditSeq: seqOf(index) },
    })),
  );
  return drafts.map(({ subjectToDecide: _subject, score: _score, ...draft }, index) => ({
    ...draft,
    auditSeq: seqOf(index),
  }));
}

/** What the audit record keeps of a decision; `toDecision` in decisions-read reads it back. */
function toPayload(draft: DecisionDraft): CanonicalObject {
  const { subjectToDecide, explanation, prediction, confidence, outcome, outcomeReason } = draft;
  const { payee, memo, amountMinor, date, context } = subjectToDecide.features;
  // Keys in order, so that it is canonical JSON as it stands.
  return {
    confidence,
    executionTime: draft.executionMicroseconds / 1000,
    explanation,
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
  };
}

function inOrder(context: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(context).sort(([a], [b]) => (a < b ? -1 : 1)));
}
