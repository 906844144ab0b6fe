import { canonicalJson, CanonicalText, sha256Hex } from '@steward/core/canonical';
import type { DecideInput, Decision } from '@steward/core/decisions';
import { DomainError } from '@steward/core/errors';
import type { Actor } from '@steward/core/identity';
import type { WorkspaceDb } from '@steward/db/client';
import { AnsweredBefore, readAllAnswered, storeAnswers, type Call } from '@steward/db/decisions';
import { z } from 'zod';
import { serialiseList, type SerialisedList } from '../wire/index.ts';
import type { CurrentSetting } from './current-setting.ts';
import { draftDecisions, storeDecisions, type DecisionDraft, type WrittenDecision } from './decide.ts';
import { readDecisionsByIds } from './decisions-read.ts';

interface DecideExternalDeps {
  db: WorkspaceDb;
  currentSetting: () => Promise<CurrentSetting>;
  now: () => Date;
}

/** One caller's request for decisions. */
export interface DecideCall {
  actor: Actor;
  input: DecideInput;
}

/** A call on its way: with the key under which it is remembered. */
interface KeyedCall extends DecideCall {
  call: Call;
}

/**
 * Decides transactions that were never imported, for callers that wait at the same time: one transaction and one
 * wait for the disk for all of them. No two have the same key. The same key and request get the same decisions
 * again. Returns for each call its decisions as they go over the wire, or why it was refused.
 */
export async function decideExternal(
  deps: DecideExternalDeps,
  calls: readonly DecideCall[],
): Promise<(SerialisedList | DomainError)[]> {
  const keyed = calls.map((one) => ({ ...one, call: callOf(one.input) }));
  try {
    // Nearly every call is new, so none is looked up before its key turns out to be taken.
    const decided = await decideFresh(deps, keyed);
    return keyed.map(({ call }) => decided.get(call.key) ?? serialise([]));
  } catch (error) {
    if (!(error instanceof AnsweredBefore)) throw error;
    return decideSome(deps, keyed);
  }
}

/** Of calls some of which were answered before: those get the same again. */
async function decideSome(
  deps: DecideExternalDeps,
  keyed: readonly KeyedCall[],
): Promise<(SerialisedList | DomainError)[]> {
  const calls = keyed.map(({ call }) => call);
  const answered = await deps.db.read((orm) => readAllAnswered(orm, calls));
  const fresh = keyed.filter(({ call }) => !answered.has(call.key));
  const decided = fresh.length > 0 ? await decideFresh(deps, fresh) : new Map<string, SerialisedList>();
  return Promise.all(
    calls.map(async ({ key }) => {
      const before = answered.get(key);
      if (before instanceof DomainError) return before;
      return (
        decided.get(key) ?? serialise(await readDecisionsByIds(deps.db, z.array(z.string()).parse(before)))
      );
    }),
  );
}

function callOf({ idempotencyKey, subjects }: DecideInput): Call {
  return { key: `decisions.decide ${idempotencyKey}`, requestHash: sha256Hex(canonicalJson(subjects)) };
}

async function decideFresh(
  { db, currentSetting, now }: DecideExternalDeps,
  calls: readonly KeyedCall[],
): Promise<Map<string, SerialisedList>> {
  const setting = { ...(await currentSetting()), now: now() };
  const drafts = calls.map(({ actor, input }) => draftDecisions(subjectsOf(input), setting).map(by(actor)));
  const answers = calls.map(({ call }, index) => ({
    ...{ ...call, at: setting.now },
    response: (drafts[index] ?? []).map(({ draft }) => draft.id),
  }));
  const written = await db.write(async (tx) => {
    await storeAnswers(tx, answers);
    return storeDecisions(tx, drafts.flat());
  });
  let start = 0;
  const stored = drafts.map((own) => written.slice(start, (start += own.length)));
  return new Map(calls.map(({ call }, index) => [call.key, serialise(stored[index] ?? [])]));
}

const by = (actor: Actor) => (draft: DecisionDraft) => ({ draft, actor });

function subjectsOf({ subjects }: DecideInput) {
  return subjects.map(({ externalId, payee, memo, amountMinor, date, context }) => ({
    ...({ type: 'external', id: externalId, payeeId: null, payeeName: payee, isAsked: false } as const),
    features: { payee, memo, amountMinor, date, context },
  }));
}

function serialise(decisions: readonly (WrittenDecision | Decision)[]): SerialisedList {
  const texts = decisions.map((decision) => {
    const { explanation } = decision;
    const written = explanation instanceof CanonicalText ? explanation.text : JSON.stringify(explanation);
    const rest = JSON.stringify({ ...decision, explanation: undefined });
    return `${rest.slice(0, -1)},"explanation":${written}}`;
  });
  return serialiseList(texts, 'createdAt');
}
