import type { Replay } from '@steward/core/decisions';
import type { WorkspaceDb } from '@steward/db/client';
import { readNewestDecisions, type StoredDecision } from '@steward/db/decisions';
import { CATEGORISER_VERSION, predictAndExplain } from '@steward/ml/categoriser';
import { moveTo, openModelAt, toRow } from '../learning/index.ts';
import { withPayloads } from './decisions-read.ts';

/**
 * Recomputes the last decisions from model version and learning sequence, and compares prediction,
 * confidence and score bit for bit.
 */
export async function replayDecisions(
  place: { db: WorkspaceDb; dataFolder: string },
  last: number,
): Promise<Replay> {
  const { db } = place;
  const rows = await db.read((orm) => readNewestDecisions(orm, last));
  const known = (await withPayloads(db, rows))
    .flatMap(({ features, asked }, index) => {
      const row = rows[index];
      return row && features && row.modelVersion === CATEGORISER_VERSION ? [{ row, features, asked }] : [];
    })
    .sort((a, b) => a.row.learningSeq - b.row.learningSeq);
  const replay: Replay = {
    replayed: known.length,
    equal: 0,
    skipped: rows.length - known.length,
    differences: [],
  };
  const first = known[0];
  if (!first) return replay;
  const model = await openModelAt(place, first.row.learningSeq);
  for (const { row, features, asked } of known) {
    if (model.seq !== row.learningSeq) await moveTo(model, db, row.learningSeq);
    const said = predictAndExplain(model.categoriser, toRow(features), asked);
    // Where a person said that nothing is to be suggested, the model was not asked.
    const differences = compare(
      row,
      row.outcomeCode === 'payee_off' ? NOTHING : toRecomputed(said, asked.label),
    );
    if (differences.length === 0) replay.equal += 1;
    replay.differences.push(...differences);
  }
  return replay;
}

type Recomputed = Pick<StoredDecision, 'categoryId' | 'confidence' | 'score'>;

const NOTHING: Recomputed = { categoryId: null, confidence: null, score: null };

function toRecomputed(
  { prediction, explanation }: ReturnType<typeof predictAndExplain>,
  label: string | undefined,
): Recomputed {
  if (prediction.status !== 'predicted') return { ...NOTHING, categoryId: label ?? null };
  const { label: categoryId, confidence } = prediction;
  return { categoryId, confidence, score: explanation?.score ?? null };
}

function compare(row: StoredDecision, again: Recomputed): Replay['differences'] {
  const fields = [
    ['prediction', row.categoryId, again.categoryId],
    ['confidence', row.confidence, again.confidence],
    ['score', row.score, again.score],
  ] as const;
  return fields.flatMap(([field, stored, recomputed]) =>
    Object.is(stored, recomputed)
      ? []
      : [{ decisionId: row.id, field, stored: String(stored), recomputed: String(recomputed) }],
  );
}
