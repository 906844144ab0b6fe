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
    .flatMap(({ features }, index) => {
      const row = rows[index];
      return row && features && row.modelVersion === CATEGORISER_VERSION ? [{ row, features }] : [];
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
  for (const { row, features } of known) {
    if (model.seq !== row.learningSeq) await moveTo(model, db, row.learningSeq);
    const input = toRow(features);
    const { prediction, explanation } = predictAndExplain(model.categoriser, input);
    const again =
      prediction.status === 'no_labels'
        ? { categoryId: null, confidence: null, score: null }
        : {
            ...{ categoryId: prediction.label, confidence: prediction.confidence },
            score: explanation?.score ?? null,
          };
    const differences = compare(row, again);
    if (differences.length === 0) replay.equal += 1;
    replay.differences.push(...differences);
  }
  return replay;
}

type Recomputed = Pick<StoredDecision, 'categoryId' | 'confidence' | 'score'>;

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
