import { canonicalJson, sha256Hex } from '@steward/core/canonical';
import type { DecideInput } from '@steward/core/decisions';
import type { Actor } from '@steward/core/identity';
import type { Call } from '@steward/db/decisions';
import type { CurrentSetting } from './current-setting.ts';
import { draftDecisions, type DecisionDraft } from './decide.ts';

/** One caller's request for decisions. */
export interface DecideCall {
  actor: Actor;
  input: DecideInput;
}

/** A call whose decisions are made and not stored yet: plain data, so that another thread can store them. */
export interface DraftedCall {
  /** Under which the call is remembered. */
  call: Call;
  actor: Actor;
  at: Date;
  drafts: DecisionDraft[];
}

/** Decides transactions that were never imported. Reads the model, changes nothing. */
export function draftCall(
  { actor, input }: DecideCall,
  setting: CurrentSetting & { now: Date },
): DraftedCall {
  const key = `decisions.decide ${input.idempotencyKey}`;
  return {
    call: { key, requestHash: sha256Hex(canonicalJson(input.subjects)) },
    ...{ actor, at: setting.now },
    drafts: draftDecisions(subjectsOf(input), setting),
  };
}

function subjectsOf({ subjects }: DecideInput) {
  return subjects.map(({ externalId, payee, memo, amountMinor, date, context }) => ({
    ...({ type: 'external', id: externalId, payeeId: null, payeeName: payee, isAsked: false } as const),
    payeeSetting: null,
    features: { payee, memo, amountMinor, date, context },
  }));
}
