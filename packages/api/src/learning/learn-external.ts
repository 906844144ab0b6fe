import { canonicalJson, sha256Hex } from '@steward/core/canonical';
import type { CategoryFeatures } from '@steward/core/decisions';
import { DomainError } from '@steward/core/errors';
import type { NewLearningEvent } from '@steward/core/learning';
import type { WorkspaceDb, WriteTx } from '@steward/db/client';
import {
  appendLearning,
  learnColumns,
  readExamples,
  readLearningHead,
  saveExamples,
} from '@steward/db/learning';
import { readUsableCategories } from '@steward/db/ledger';

/** A transaction that was never imported, with its category. */
export interface ExternalLabel {
  externalId: string;
  features: CategoryFeatures;
  categoryId: string;
}

export interface ExternalLearned {
  learned: number;
  relearned: number;
  unchanged: number;
  /** The event of each that stands. */
  seqOf: Map<string, number>;
  /** The newest event. */
  headSeq: number;
}

/** Learns the last word on transactions of another app: none twice, and what stood before is taken back. */
export async function learnExternal(
  tx: WriteTx,
  labels: readonly ExternalLabel[],
  at: Date,
): Promise<ExternalLearned> {
  const last = new Map(labels.map((label) => [label.externalId, { ...label, hash: hashOf(label) }]));
  const known = await readExamples(tx.orm, [...last.keys()]);
  const news = [...last.values()].filter(({ externalId, hash }) => known.get(externalId)?.hash !== hash);
  await learnColumns(
    tx,
    [...new Set(news.flatMap(({ features }) => Object.keys(features.context)))].sort(),
    at,
  );
  const withdrawn = news.flatMap(({ externalId }) => known.get(externalId)?.learningSeq ?? []);
  const events: NewLearningEvent[] = [
    ...withdrawn.map((ofSeq) => ({ type: 'label_withdrawn', ofSeq }) as const),
    ...news.map(
      ({ features, categoryId }) => ({ type: 'label_seen', subject: { features }, categoryId }) as const,
    ),
  ];
  const firstSeq = events.length > 0 ? await appendLearning(tx, events, at) : 0;
  const seqOf = new Map(
    news.map(({ externalId }, index) => [externalId, firstSeq + withdrawn.length + index]),
  );
  await saveExamples(
    tx,
    news.map(({ externalId, hash }) => ({ externalId, hash, learningSeq: seqOf.get(externalId) ?? 0 })),
  );
  return {
    ...{ learned: news.length - withdrawn.length, relearned: withdrawn.length },
    ...{ unchanged: labels.length - news.length, seqOf },
    headSeq: await readLearningHead(tx.orm),
  };
}

function hashOf({ features, categoryId }: ExternalLabel): string {
  const { payee, memo, amountMinor, date, context } = features;
  return sha256Hex(canonicalJson({ amountMinor, categoryId, context, date, memo, payee }));
}

/** @throws DomainError naming the place of the first id that is no category to be used. */
export async function requireCategories(
  db: WorkspaceDb,
  ids: readonly string[],
  placeOf: (index: number) => string,
): Promise<void> {
  const usable = await db.read((orm) => readUsableCategories(orm, [...new Set(ids)]));
  const index = ids.findIndex((id) => !usable.has(id));
  if (index < 0) return;
  const message = `${ids[index] ?? ''} is no category here, or it was merged or removed`;
  throw new DomainError({
    ...{ code: 'invalid', reason: 'input', message: `${placeOf(index)}: ${message}.` },
    details: { issues: [{ path: placeOf(index), message }] },
  });
}
