import { canonicalJson, CanonicalText, sha256Hex } from '@steward/core/canonical';
import type { DecideInput, Decision } from '@steward/core/decisions';
import { DomainError } from '@steward/core/errors';
import type { Actor } from '@steward/core/identity';
import type { WorkspaceDb } from '@steward/db/client';
import { readAllAnswered, storeAnswers, type Call } from '@steward/db/decisions';
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
  const answered = await deps.db.read((orm) =>
    readAllAnswered(
      orm,
      keyed.map(({ call }) => call),
    ),
  );
  const fresh = keyed.filter(({ call }) => !answered.has(call.key));
  const decided = fresh.length > 0 ? await decideFresh(deps, fresh) : new Map<string, SerialisedList>();
  return Promise.all(
    keyed.map(async ({ call }) => {
      const before = answered.get(call.key);
      if (before instanceof DomainError) return before;
      return (
        decided.get(call.key) ??
        serialise(await readDecisionsByIds(deps.db, z.array(z.string()).parse(before)))
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
  const stored = await db.write(async (tx) => {
    const written = await storeDecisions(tx, drafts.flat());
    let start = 0;
    const perCall = drafts.map((own) => written.slice(start, (start += own.length)));
    await storeAnswers(
      tx,
      calls.map(({ call }, index) => ({
        ...{ ...call, at: setting.now },
        response: (perCall[index] ?? []).map(({ id }) => id),
      })),
    );
    return perCall;
  });
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
