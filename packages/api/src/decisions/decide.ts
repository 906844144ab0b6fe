import { canonicalJson, CanonicalText } from '@steward/core/canonical';
import { coordinate } from '@steward/core/coordinator';
import {
  explainPrediction,
  type CategoryFeatures,
  type Decision,
  type DecisionOutcome,
  type OutcomeReason,
} from '@steward/core/decisions';
import { createId, pooled, type Actor } from '@steward/core/identity';
import { appendAudit } from '@steward/db/audit';
import type { PayeeSetting } from '@steward/core/payees';
import type { WriteTx } from '@steward/db/client';
import { insertDecisions, type StoredDecision } from '@steward/db/decisions';
import { noteForWebhooks } from '@steward/db/webhooks';
import { CATEGORISER_VERSION, predictAndExplain, type Prediction } from '@steward/ml/categoriser';
import { randomBytes } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { toRow } from '../learning/index.ts';
import { decideDefault, offReasonOf } from './by-payee.ts';
import type { CurrentSetting } from './current-setting.ts';

/** What a decision is asked for. */
export interface SubjectToDecide {
  type: 'transaction' | 'external';
  id: string;
  payeeId: string | null;
  payeeName: string;
  /** Whether a person may be asked. */
  isAsked: boolean;
  /** What people said of the payee; null where nothing, or where it is none of the ledger. */
  payeeSetting: PayeeSetting | null;
  features: CategoryFeatures;
}

/** A decision that is not stored yet; its explanation is written already, as canonical JSON. */
export type DecisionDraft = Omit<Decision, 'explanation' | 'auditSeq'> & {
  explanation: string | null;
  subjectToDecide: SubjectToDecide;
  score: number | null;
  /** What the model was asked beside the features; with it a replay asks the same. */
  asked: { defaultCategoryId: string | null; leftOut: readonly string[] };
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

interface DecisionSetting extends CurrentSetting {
  now: Date;
  /** Whether defaults of payees may be given by themselves. */
  givesDefaults?: boolean;
}

const random = pooled(randomBytes);

/** Predicts, explains and coordinates subjects. Reads the model, changes nothing. */
export function draftDecisions(
  subjects: readonly SubjectToDecide[],
  setting: DecisionSetting,
): DecisionDraft[] {
  return subjects.map((subject) => draftDecision(subject, setting));
}

function draftDecision(subject: SubjectToDecide, setting: DecisionSetting): DecisionDraft {
  const startedAt = performance.now();
  const { model, now } = setting;
  const said = offReasonOf(subject);
  const drafted = said === null ? decideByModel(subject, setting) : nothingSaid('abstained', said);
  return {
    ...{ id: createId('dec', { now, random }), kind: 'category' as const },
    ...{ subject: { type: subject.type, id: subject.id }, subjectToDecide: subject },
    ...{ modelVersion: CATEGORISER_VERSION, learningSeq: model.seq, createdAt: now },
    ...drafted,
    executionMicroseconds: Math.round((performance.now() - startedAt) * 1000),
  };
}

type Drafted = Pick<
  DecisionDraft,
  'prediction' | 'confidence' | 'explanation' | 'score' | 'outcome' | 'outcomeReason' | 'asked'
>;

function nothingSaid(
  outcome: DecisionOutcome,
  outcomeReason: OutcomeReason,
  leftOut: readonly string[] = [],
): Drafted {
  const asked = { defaultCategoryId: null, leftOut };
  return {
    prediction: null,
    confidence: null,
    explanation: null,
    score: null,
    outcome,
    outcomeReason,
    asked,
  };
}

/** What the model says, or says of the payee's default. */
function decideByModel(subject: SubjectToDecide, setting: DecisionSetting): Drafted {
  const { model, leaveOut, nameOf, givesDefaults = false } = setting;
  const label = subject.payeeSetting?.defaultCategoryId ?? null;
  const { prediction, explanation } = predictAndExplain(model.categoriser, toRow(subject.features), {
    leaveOut,
    ...(label !== null && { label }),
  });
  const byDefault = decideDefault(subject, { prediction, nameOf, givesDefaults });
  const { outcome, reason } = byDefault ?? coordinateModel(subject, prediction, setting);
  if (prediction.status !== 'predicted' || explanation === null) {
    const { leftOut = [] } = prediction.status === 'unknown_label' ? prediction : {};
    const nothing = nothingSaid(outcome, reason, leftOut);
    return { ...nothing, prediction: label, asked: { defaultCategoryId: label, leftOut } };
  }
  const { confidence, leftOut } = prediction;
  return {
    ...{ prediction: prediction.label, confidence, score: explanation.score, outcome, outcomeReason: reason },
    explanation: canonicalJson(explain(subject, prediction, { ...setting, outcome, terms: explanation })),
    asked: { defaultCategoryId: label, leftOut },
  };
}

function coordinateModel(
  { payeeName }: SubjectToDecide,
  prediction: Prediction,
  { nameOf, model }: DecisionSetting,
): { outcome: DecisionOutcome; reason: OutcomeReason } {
  if (prediction.status === 'predicted') {
    const { confidence, labelCount, payeeShares } = prediction;
    return coordinate({
      ...{ confidence, labelCount, payeeName },
      payeeShares: payeeShares.map((share) => ({ category: nameOf(share.label), count: share.count })),
    });
  }
  if (model.categoriser.learned === 0) {
    return coordinate({ confidence: 0, labelCount: 0, payeeName, payeeShares: [] });
  }
  const message = 'Every category that was learned is archived or gone.';
  return { outcome: 'abstained', reason: { code: 'too_little_data', message } };
}

type Predicted = Extract<Prediction, { status: 'predicted' }>;
type Terms = NonNullable<ReturnType<typeof predictAndExplain>['explanation']>;

function explain(
  { payeeName }: SubjectToDecide,
  { label, confidence, alternatives, payeeSeen, payeeShares }: Predicted,
  { nameOf, outcome, terms }: DecisionSetting & { outcome: DecisionOutcome; terms: Terms },
) {
  return explainPrediction({
    ...{ categoryId: label, confidence, outcome, nameOf, payeeName, payeeSeen },
    ...{ base: terms.base, score: terms.score, terms: terms.terms },
    alternatives: alternatives.map((one) => ({ categoryId: one.label, probability: one.probability })),
    payeeShares: payeeShares.map((share) => ({ categoryId: share.label, count: share.count })),
  });
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
  const { defaultCategoryId, leftOut } = draft.asked;
  const { payee, memo, amountMinor, date, context } = subjectToDecide.features;
  // Keys in order, so that it is canonical JSON as it stands.
  return canonicalJson({
    confidence,
    executionTime: draft.executionMicroseconds / 1000,
    explanation: explanation === null ? null : new CanonicalText(explanation),
    input: {
      ...(defaultCategoryId !== null && { defaultCategoryId }),
      features: { amountMinor, context: inOrder(context), date, memo, payee },
      ...(leftOut.length > 0 && { leftOut: [...leftOut] }),
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
