import { canonicalJson, sha256Hex } from '@steward/core/canonical';
import type { DecideInput } from '@steward/core/decisions';
import type { Actor } from '@steward/core/identity';
import type { Call } from '@steward/db/decisions';
import type { CurrentSetting } from './current-setting.ts';
import { draftDecisions, toStore, type DecisionDraft, type DecisionToStore } from './decide.ts';

/** One caller's request for decisions. */
export interface DecideCall {
  actor: Actor;
  input: DecideInput;
}

/** A call whose decisions are made and not stored yet: plain data, so that another thread can store them. */
export interface DraftedCall {
  /** Under which the call is remembered. */
  call: Call;
  at: Date;
  decisions: DecisionToStore[];
  /** Each decision as it goes over the wire, without the end that storing gives it. */
  openAnswers: string[];
}

/** Decides transactions that were never imported. Reads the model, changes nothing. */
export function draftCall(
  { actor, input }: DecideCall,
  setting: CurrentSetting & { now: Date },
): DraftedCall {
  const drafts = draftDecisions(subjectsOf(input), setting);
  const key = `decisions.decide ${input.idempotencyKey}`;
  return {
    call: { key, requestHash: sha256Hex(canonicalJson(input.subjects)) },
    at: setting.now,
    decisions: drafts.map((draft) => toStore(draft, actor)),
    openAnswers: drafts.map(writeOpen),
  };
}

function subjectsOf({ subjects }: DecideInput) {
  return subjects.map(({ externalId, payee, memo, amountMinor, date, context }) => ({
    ...({ type: 'external', id: externalId, payeeId: null, payeeName: payee, isAsked: false } as const),
    features: { payee, memo, amountMinor, date, context },
  }));
}

/** The explanation is taken over as it was written for the audit record. */
function writeOpen({
  explanation,
  subjectToDecide: _subject,
  score: _score,
  ...decision
}: DecisionDraft): string {
  return `${JSON.stringify(decision).slice(0, -1)},"explanation":${explanation}`;
}

/** The end of an answer, once it is known where the decision's audit record stands. */
export function closeAnswer(openAnswer: string, auditSeq: number): string {
  return `${openAnswer},"auditSeq":${auditSeq}}`;
}
