import type { JsonObject } from '@steward/core/canonical';
import { coordinate, explainPrediction, type CategoryFeatures, type Decision } from '@steward/core/decisions';
import { createId, type Actor } from '@steward/core/identity';
import { appendAudit } from '@steward/db/audit';
import type { WriteTx } from '@steward/db/client';
import { insertDecisions } from '@steward/db/decisions';
import { CATEGORISER_VERSION, explain, predict } from '@steward/ml/categoriser';
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

/** A decision that is not stored yet. */
export type DecisionDraft = Omit<Decision, 'auditSeq'> & { subjectToDecide: SubjectToDecide };

interface DecisionSetting {
  model: WorkspaceModel;
  /** Names of the categories, by id. */
  nameOf: (categoryId: string) => string;
  now: Date;
}

/** Predicts, explains and coordinates one subject. Reads the model, changes nothing. */
export function draftDecision(
  subject: SubjectToDecide,
  { model, nameOf, now }: DecisionSetting,
): DecisionDraft {
  const startedAt = performance.now();
  const row = toRow(subject.features);
  const prediction = predict(model.categoriser, row);
  const draft = {
    id: createId('dec', { now, random: randomBytes }),
    kind: 'category' as const,
    subject: { type: subject.type, id: subject.id },
    modelVersion: CATEGORISER_VERSION,
    learningSeq: model.seq,
    createdAt: now,
    subjectToDecide: subject,
  };
  const elapsed = () => Math.round((performance.now() - startedAt) * 1000);
  if (prediction.status === 'no_labels') {
    const { outcome, reason } = coordinate({
      confidence: 0,
      labelCount: 0,
      payeeName: subject.payeeName,
      payeeShares: [],
    });
    const nothing = { prediction: null, confidence: null, explanation: null };
    return { ...draft, ...nothing, outcome, outcomeReason: reason, executionMicroseconds: elapsed() };
  }
  const { label, confidence, payeeShares, labelCount } = prediction;
  const terms = explain(model.categoriser, row, label);
  const { outcome, reason } = coordinate({
    ...{ confidence, labelCount, payeeName: subject.payeeName },
    payeeShares: payeeShares.map((share) => ({ category: nameOf(share.label), count: share.count })),
  });
  const explanation = explainPrediction({
    ...{ categoryId: label, confidence, nameOf, payeeName: subject.payeeName },
    ...{ base: terms.base, score: terms.score, terms: terms.terms },
    alternatives: prediction.alternatives.map((one) => ({
      categoryId: one.label,
      probability: one.probability,
    })),
    payeeShares: payeeShares.map((share) => ({ categoryId: share.label, count: share.count })),
  });
  const said = { prediction: label, confidence, explanation, outcome, outcomeReason: reason };
  return { ...draft, ...said, executionMicroseconds: elapsed() };
}

/** Stores decisions and their audit records in one transaction; returns them in the same order. */
export async function storeDecisions(
  tx: WriteTx,
  drafts: readonly DecisionDraft[],
  actor: Actor,
): Promise<Decision[]> {
  const appended = await appendAudit(
    tx,
    drafts.map((draft) => ({
      ...({ at: draft.createdAt, actor, action: 'prediction', system: 'learning' } as const),
      ...{ subject: draft.id, modelVersion: draft.modelVersion, payload: toPayload(draft) },
      index: {
        ...(draft.subjectToDecide.payeeId !== null && { payeeId: draft.subjectToDecide.payeeId }),
        ...(draft.confidence !== null && { confidence: draft.confidence }),
      },
    })),
  );
  const decisions = drafts.map(({ subjectToDecide: _subject, ...draft }, index) => ({
    ...draft,
    auditSeq: appended[index]?.seq ?? 0,
  }));
  await insertDecisions(
    tx,
    decisions.map((decision) => ({
      ...decision,
      ...{
        subjectType: decision.subject.type,
        subjectId: decision.subject.id,
        categoryId: decision.prediction,
      },
      ...{ score: decision.explanation?.score ?? null, outcomeCode: decision.outcomeReason.code },
    })),
  );
  return decisions;
}

/** What the audit record keeps of a decision; `toDecision` in decisions-read reads it back. */
function toPayload(draft: DecisionDraft): JsonObject {
  const { subjectToDecide, explanation, prediction, confidence, outcome, outcomeReason } = draft;
  const payload = {
    input: { subject: draft.subject, payeeId: subjectToDecide.payeeId, features: subjectToDecide.features },
    output: { prediction, outcome, outcomeReason },
    ...{ confidence, explanation, modelVersion: draft.modelVersion, learningSeq: draft.learningSeq },
    ...{ executionTime: draft.executionMicroseconds / 1000, success: true },
  };
  return payload;
}
