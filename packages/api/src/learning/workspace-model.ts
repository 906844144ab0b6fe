import type { LearningEvent } from '@steward/core/learning';
import type { WorkspaceDb } from '@steward/db/client';
import { readLearningEvents, readLearningHead, readWithdrawnBefore } from '@steward/db/learning';
import {
  createCategoriser,
  createJournal,
  fold,
  learnRevocably,
  withdraw,
  type Categoriser,
  type CategoriserEvent,
  type Journal,
} from '@steward/ml/categoriser';
import { toRow } from './learning-row.ts';
import { listSnapshots, readSnapshot, writeSnapshot } from './snapshots.ts';

/** Events read at once. */
const PAGE = 2_000;
/** Events after which a snapshot is worth its cost. */
const SNAPSHOT_EVERY = 5_000;

/** The newest labels that can be taken back without folding anew. */
const JOURNAL_LABELS = 64;

/** The model of a workspace at a sequence: the fold of its learning events up to there. */
export interface WorkspaceModel {
  categoriser: Categoriser;
  seq: number;
  dataFolder: string;
  /** The newest sequence that a snapshot holds. */
  snapshotSeq: number;
  journal: Journal;
  /** Sequences of the labels in the journal, oldest first. */
  journaled: number[];
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
    const model = startAt(categoriser, snapshot, dataFolder);
    await foldThrough(model, db, { seq, withdrawn: new Set(withdrawals.map((one) => one.seq)) });
    return model;
  }
  const model = startAt(createCategoriser({ contextColumns: [] }), 0, dataFolder);
  await foldThrough(model, db, { seq, withdrawn: new Set(withdrawals.map((one) => one.seq)) });
  return model;
}

function startAt(categoriser: Categoriser, seq: number, dataFolder: string): WorkspaceModel {
  const journal = createJournal(JOURNAL_LABELS);
  return { categoriser, seq, dataFolder, snapshotSeq: seq, journal, journaled: [] };
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

/** Moves a model to a sequence: forward by folding on, back by folding anew. */
export async function moveTo(model: WorkspaceModel, db: WorkspaceDb, seq: number): Promise<void> {
  const withdrawals = await db.read((orm) => readWithdrawnBefore(orm, seq));
  const held = withdrawals.filter((one) => one.seq <= model.seq && one.withdrawnBySeq > model.seq);
  if (seq < model.seq || !takeBack(model, held)) {
    Object.assign(model, await openModelAt({ db, dataFolder: model.dataFolder }, seq));
    return;
  }
  await foldThrough(model, db, { seq, withdrawn: new Set(withdrawals.map((one) => one.seq)) });
}

/** Takes labels back that the model holds, by its journal; false when that does not reach far enough. */
function takeBack(model: WorkspaceModel, held: readonly { seq: number }[]): boolean {
  const newestFirst = held.map((one) => one.seq).sort((a, b) => b - a);
  for (const seq of newestFirst) {
    const index = model.journaled.indexOf(seq);
    if (index < 0) return false;
    if (!withdraw(model.categoriser, model.journal, model.journaled.length - index)) return false;
    model.journaled.splice(index, 1);
  }
  return true;
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
      if (!withdrawn.has(event.seq)) applyEvent(model, event, seq - event.seq < JOURNAL_LABELS);
    }
    model.seq = events.at(-1)?.seq ?? seq;
  }
}

/** One step of the fold; the last labels go through the journal. */
function applyEvent(model: WorkspaceModel, event: LearningEvent, isRecent: boolean): void {
  const step = toStep(event);
  if (step === null) return;
  if (step.type === 'label_seen' && isRecent) {
    learnRevocably(model.categoriser, step, model.journal);
    model.journaled.push(event.seq);
    if (model.journaled.length > JOURNAL_LABELS) model.journaled.shift();
    return;
  }
  fold(model.categoriser, [step]);
  model.journaled.length = 0;
}

function toStep(event: LearningEvent): CategoriserEvent | null {
  switch (event.type) {
    case 'label_seen':
      return { type: 'label_seen', row: toRow(event.features), label: event.categoryId };
    case 'label_withdrawn':
      return null;
    case 'category_merged':
      return { type: 'labels_merged', from: event.categoryId, into: event.intoCategoryId };
    case 'category_removed':
      return { type: 'label_removed', label: event.categoryId };
    case 'context_column_added':
      return { type: 'context_column_added', name: event.columnName };
  }
}
