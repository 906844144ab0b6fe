import { canonicalJson, CanonicalText, sha256Hex } from '@steward/core/canonical';
import type { DecideInput, Decision } from '@steward/core/decisions';
import type { Actor } from '@steward/core/identity';
import type { WorkspaceDb } from '@steward/db/client';
import { readAnswered, storeAnswer } from '@steward/db/decisions';
import { z } from 'zod';
import { serialiseList } from '../wire/index.ts';
import { catchUp, type WorkspaceModel } from '../learning/index.ts';
import { draftDecisions, storeDecisions, type WrittenDecision } from './decide.ts';
import { readNames } from './decide-transactions.ts';
import { readDecisionsByIds } from './decisions-read.ts';

interface DecideExternalDeps {
  db: WorkspaceDb;
  model: WorkspaceModel;
  actor: Actor;
  now: () => Date;
}

/**
 * Decides transactions that were never imported. The same key and request get the same decisions again.
 * Returns them as they go over the wire.
 */
export async function decideExternal(deps: DecideExternalDeps, input: DecideInput): Promise<Uint8Array> {
  const { db, model, actor } = deps;
  const call = {
    key: `decisions.decide ${input.idempotencyKey}`,
    requestHash: sha256Hex(canonicalJson(input.subjects)),
  };
  const answered = await db.read((orm) => readAnswered(orm, call));
  if (answered !== null) {
    return serialise(await readDecisionsByIds(db, z.array(z.string()).parse(answered)));
  }
  await catchUp(model, db);
  const nameOf = await readNames(db);
  const now = deps.now();
  const subjects = input.subjects.map(({ externalId, payee, memo, amountMinor, date, context }) => ({
    ...({ type: 'external', id: externalId, payeeId: null, payeeName: payee, isAsked: false } as const),
    features: { payee, memo, amountMinor, date, context },
  }));
  const drafts = draftDecisions(subjects, { model, nameOf, now });
  const decisions = await db.write(async (tx) => {
    const stored = await storeDecisions(tx, drafts, actor);
    await storeAnswer(tx, { ...call, response: stored.map((decision) => decision.id), at: now });
    return stored;
  });
  return serialise(decisions);
}

function serialise(decisions: readonly (WrittenDecision | Decision)[]): Uint8Array {
  const texts = decisions.map((decision) => {
    const { explanation } = decision;
    const written = explanation instanceof CanonicalText ? explanation.text : JSON.stringify(explanation);
    const rest = JSON.stringify({ ...decision, explanation: undefined });
    return `${rest.slice(0, -1)},"explanation":${written}}`;
  });
  return serialiseList(texts, 'createdAt');
}
