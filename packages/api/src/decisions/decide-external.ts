import { canonicalJson, sha256Hex } from '@steward/core/canonical';
import type { Decision } from '@steward/core/decisions';
import { type DecideInput } from '@steward/core/decisions';
import type { Actor } from '@steward/core/identity';
import type { WorkspaceDb } from '@steward/db/client';
import { readAnswered, storeAnswer } from '@steward/db/decisions';
import { z } from 'zod';
import { catchUp, type WorkspaceModel } from '../learning/index.ts';
import { draftDecision, storeDecisions } from './decide.ts';
import { readNames } from './decide-transactions.ts';
import { readDecisionsByIds } from './decisions-read.ts';

interface DecideExternalDeps {
  db: WorkspaceDb;
  model: WorkspaceModel;
  actor: Actor;
  now: () => Date;
}

/** Decides transactions that were never imported. The same key and request get the same decisions again. */
export async function decideExternal(deps: DecideExternalDeps, input: DecideInput): Promise<Decision[]> {
  const { db, model, actor } = deps;
  const call = {
    key: `decisions.decide ${input.idempotencyKey}`,
    requestHash: sha256Hex(canonicalJson(input.subjects)),
  };
  const answered = await db.read((orm) => readAnswered(orm, call));
  if (answered !== null) return readDecisionsByIds(db, z.array(z.string()).parse(answered));
  await catchUp(model, db);
  const nameOf = await readNames(db);
  const now = deps.now();
  const drafts = input.subjects.map(({ externalId, payee, memo, amountMinor, date, context }) =>
    draftDecision(
      {
        ...{ type: 'external', id: externalId, payeeId: null, payeeName: payee, isAsked: false },
        features: { payee, memo, amountMinor, date, context },
      },
      { model, nameOf, now },
    ),
  );
  return db.write(async (tx) => {
    const decisions = await storeDecisions(tx, drafts, actor);
    await storeAnswer(tx, { ...call, response: decisions.map((decision) => decision.id), at: now });
    return decisions;
  });
}
