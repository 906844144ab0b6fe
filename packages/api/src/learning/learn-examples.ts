import { canonicalJson, sha256Hex } from '@steward/core/canonical';
import type { Actor } from '@steward/core/identity';
import { ExamplesLearned, type LearnExamples } from '@steward/core/learning';
import { appendAudit } from '@steward/db/audit';
import type { WorkspaceDb } from '@steward/db/client';
import { readAnswered, storeAnswer } from '@steward/db/decisions';
import { learnExternal, requireCategories } from './learn-external.ts';

interface LearnDeps {
  db: WorkspaceDb;
  actor: Actor;
  now: () => Date;
}

/** Learns an app's labelled history. Sent again, nothing is learned twice. */
export async function learnExamples(deps: LearnDeps, input: LearnExamples): Promise<ExamplesLearned> {
  const { db, actor } = deps;
  const { examples } = input;
  const call = {
    key: `learning.learn ${input.idempotencyKey}`,
    requestHash: sha256Hex(canonicalJson(examples)),
  };
  const answered = await db.read((orm) => readAnswered(orm, call));
  if (answered !== null) return ExamplesLearned.parse(answered);
  await requireCategories(
    db,
    examples.map(({ categoryId }) => categoryId),
    (index) => `examples.${index}.categoryId`,
  );
  const at = deps.now();
  return db.write(async (tx) => {
    const labels = examples.map(({ externalId, categoryId, payee, memo, amountMinor, date, context }) => ({
      ...{ externalId, categoryId },
      features: { payee, memo, amountMinor, date, context },
    }));
    const { headSeq, seqOf: _seqOf, ...counts } = await learnExternal(tx, labels, at);
    const learned: ExamplesLearned = { ...counts, learningSeq: headSeq };
    await appendAudit(tx, [
      {
        ...({ at, actor, action: 'training', system: 'learning', subject: call.requestHash } as const),
        payload: { examples: examples.length, ...learned },
      },
    ]);
    await storeAnswer(tx, { ...call, response: learned, at });
    return learned;
  });
}
