import type { LearningEvent } from '@steward/core/learning';
import type { WorkspaceDb } from '@steward/db/client';
import { readLearningEvents, readLearningHead, readWithdrawnBefore } from '@steward/db/learning';
import {
  addContextColumn,
  createCategoriser,
  learn,
  mergeLabels,
  removeLabel,
  type Categoriser,
} from '@steward/ml/categoriser';
import { toRow } from './learning-row.ts';
import { listSnapshots, readSnapshot, writeSnapshot } from './snapshots.ts';

/** Events read at once. */
const PAGE = 2_000;
/** Events after which a snapshot is worth its cost. */
const SNAPSHOT_EVERY = 5_000;

/** The model of a workspace at a sequence: the fold of its learning events up to there. */
export interface WorkspaceModel {
  categoriser: Categoriser;
  seq: number;
  dataFolder: string;
  /** The newest sequence that a snapshot holds. */
  snapshotSeq: number;
}

interface Place {
  db: WorkspaceDb;
  dataFolder: string;
}

/** The model as of now. */
export async function openModel(place: Place): Promise<WorkspaceModel> {
  return openModelAt(place, await place.db.read(readLearningHead));
}

/**
 * The model as it was at a sequence: from the newest snapshot that holds no label which was taken
 * back up to then, and the events after it. A label taken back is left out as if it never came, so
 * unlearning is exact.
 */
export async function openModelAt({ db, dataFolder }: Place, seq: number): Promise<WorkspaceModel> {
  const place = { dataFolder, workspaceId: db.workspaceId };
  const withdrawals = await db.read((orm) => readWithdrawnBefore(orm, seq));
  const isSound = (snapshot: number) =>
    snapshot <= seq && !withdrawals.some((one) => one.seq <= snapshot && one.withdrawnBySeq > snapshot);
  for (const snapshot of listSnapshots(place).filter(isSound)) {
    const categoriser = readSnapshot(place, snapshot);
    if (!categoriser) continue;
    const model = { categoriser, seq: snapshot, dataFolder, snapshotSeq: snapshot };
    await foldThrough(model, db, { seq, withdrawn: new Set(withdrawals.map((one) => one.seq)) });
    return model;
  }
  const model = {
    categoriser: createCategoriser({ contextColumns: [] }),
    seq: 0,
    dataFolder,
    snapshotSeq: 0,
  };
  await foldThrough(model, db, { seq, withdrawn: new Set(withdrawals.map((one) => one.seq)) });
  return model;
}

/** Brings a model up to the newest event. A label taken back that it holds already makes it fold anew. */
export async function catchUp(model: WorkspaceModel, db: WorkspaceDb): Promise<void> {
  const head = await db.read(readLearningHead);
  if (head === model.seq) return;
  await moveTo(model, db, head);
  if (model.seq - model.snapshotSeq >= SNAPSHOT_EVERY) {
    writeSnapshot(
      { dataFolder: model.dataFolder, workspaceId: db.workspaceId },
      model.seq,
      model.categoriser,
    );
    model.snapshotSeq = model.seq;
  }
}

/** Moves a model forward to a sequence. */
export async function moveTo(model: WorkspaceModel, db: WorkspaceDb, seq: number): Promise<void> {
  const withdrawals = await db.read((orm) => readWithdrawnBefore(orm, seq));
  const isStale = withdrawals.some((one) => one.seq <= model.seq && one.withdrawnBySeq > model.seq);
  if (isStale || seq < model.seq)
    Object.assign(model, await openModelAt({ db, dataFolder: model.dataFolder }, seq));
  else await foldThrough(model, db, { seq, withdrawn: new Set(withdrawals.map((one) => one.seq)) });
}

interface Target {
  seq: number;
  /** Sequences of the labels to leave out. */
  withdrawn: Set<number>;
}

async function foldThrough(
  model: WorkspaceModel,
  db: WorkspaceDb,
  { seq, withdrawn }: Target,
): Promise<void> {
  while (model.seq < seq) {
    const range = { afterSeq: model.seq, throughSeq: seq, limit: PAGE };
    const events = await db.read((orm) => readLearningEvents(orm, range));
    for (const event of events) {
      if (!withdrawn.has(event.seq)) applyEvent(model.categoriser, event);
    }
    model.seq = events.at(-1)?.seq ?? seq;
  }
}

/** One step of the fold. */
function applyEvent(categoriser: Categoriser, event: LearningEvent): void {
  switch (event.type) {
    case 'label_seen':
      learn(categoriser, toRow(event.features), event.categoryId);
      return;
    case 'label_withdrawn':
      return;
    case 'category_merged':
      mergeLabels(categoriser, event.categoryId, event.intoCategoryId);
      return;
    case 'category_removed':
      removeLabel(categoriser, event.categoryId);
      return;
    case 'context_column_added':
      addContextColumn(categoriser, event.columnName);
  }
}
