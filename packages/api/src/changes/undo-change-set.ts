import {
  invertChangeSet,
  mainFieldOf,
  type ChangeSetItem,
  type Obstacle,
  type UndoResult,
} from '@steward/core/changes';
import { DomainError } from '@steward/core/errors';
import { createId, type Actor } from '@steward/core/identity';
import { readItems, readStanding } from '@steward/db/changes';
import type { Orm, WorkspaceDb, WriteTx } from '@steward/db/client';
import { setFeedbackStanding } from '@steward/db/feedback';
import { readImportOf } from '@steward/db/imports';
import { randomBytes } from 'node:crypto';
import type { Engine } from '../engine/index.ts';
import { restoreItems, sweepItems } from './by-products.ts';
import { markChain, readChain, type Chain, type Direction } from './chain.ts';
import { findProtected } from './guards.ts';
import { findEditsOfCreated, nameObstacles } from './later-edits.ts';
import { writeChangeSet } from './write-change-set.ts';

export interface UndoDeps {
  db: WorkspaceDb;
  engine: Pick<Engine, 'redecide'>;
  actor: Actor;
  now: () => Date;
}

export interface UndoRequest {
  id: string;
  /** Whether to leave what later edits stand in the way of, and undo the rest. */
  rest?: boolean;
  direction?: Direction;
}

/** Payees whose waiting transactions are decided anew at once; of more, those follow with the next answer. */
export const REDECIDED_PAYEES = 200;

/**
 * Takes a change set back, or does it again: the inverse change set, its labels, its answers and the review queue. Any can
 * be undone, not only the last one.
 *
 * @throws DomainError `later_edit` with what stands in the way in `details.laterEdits`; nothing is undone then.
 */
export async function undoChangeSet(deps: UndoDeps, request: UndoRequest): Promise<UndoResult> {
  const { payeeIds, ...written } = await deps.db.write((tx) => writeUndo(tx, deps, request));
  const changedOthers = await deps.engine.redecide({
    workspaceId: deps.db.workspaceId,
    payeeIds: payeeIds.slice(0, REDECIDED_PAYEES),
  });
  return { ...written, state: 'done', changedOthers };
}

type WrittenUndo = Omit<UndoResult, 'state' | 'changedOthers'> & { payeeIds: string[] };

/** The undo itself, in one transaction. */
export async function writeUndo(
  tx: WriteTx,
  { actor, now, pause }: Pick<UndoDeps, 'actor' | 'now'> & { pause?: () => Promise<void> },
  { id, rest = false, direction = 'undo' }: UndoRequest,
): Promise<WrittenUndo> {
  const at = now();
  const chain = await readChain(tx.orm, id, direction);
  await refuseWhileImporting(tx.orm, chain);
  const { root, last, isUndone } = chain;
  const kind = isUndone ? 'redo' : 'undo';
  const { items, left } = await invert(tx.orm, { chain, actor, rest });
  const undoId = createId('chg', { now: at, random: randomBytes });
  // First, so that what the import brought along counts as of one that is undone.
  await markChain(tx, chain, undoId);
  const own = new Set(items.map(({ entityId }) => entityId));
  const written = await writeChangeSet(tx, {
    ...({ id: undoId, kind, actor, at, items } as const),
    ...{ reason: `${isUndone ? 'Redo' : 'Undo'}: ${root.reason}`, undoesId: last.id, leaveUsed: true },
    audit: { undoes: root.id },
    sweep: () => sweepItems(tx.orm, items),
    ...(pause && { pause }),
  });
  // What a change brought along goes when nothing else needs it; all else that is in use stands in the way.
  const inTheWay = written.inUse.filter((one) => own.has(one.entityId) && !isBroughtAlong(root, one));
  if (inTheWay.length > 0 && !rest) throw await laterEdit(tx.orm, chain, inTheWay);
  await setFeedbackStanding(tx, {
    changeSetId: root.id,
    transactionIds: written.items.flatMap(({ entity, entityId }) =>
      entity === 'transaction' ? entityId : [],
    ),
    withdrawnAt: isUndone ? null : at,
  });
  const obstacles = [...left, ...inTheWay];
  return {
    changeSetId: written.changeSetId,
    undone: written.items.filter(({ field }) => mainFieldOf(field) === field).length,
    left: await nameObstacles(tx.orm, last.id, obstacles),
    leftCount: obstacles.length,
    payeeIds: written.payeeIds,
  };
}

async function refuseWhileImporting(orm: Orm, { root }: Chain): Promise<void> {
  const file = await readImportOf(orm, root.id);
  if (file?.status !== 'committing') return;
  const message = `${file.fileName} is being imported; wait until that is done, or cancel it, then undo it.`;
  throw new DomainError({ code: 'conflict', reason: 'import_under_way', message });
}

interface Inverting {
  chain: Chain;
  actor: Actor;
  rest: boolean;
}

async function invert(
  orm: Orm,
  { chain, actor, rest }: Inverting,
): Promise<{ items: ChangeSetItem[]; left: Obstacle[] }> {
  const { root, last, isUndone } = chain;
  const items = await readItems(orm, last.id);
  const plain = items.map((item) => ({ ...item, before: item.after, after: item.before }));
  const restored = await restoreItems(orm, plain);
  const [standing, edits, guarded] = [
    await readStanding(orm, items),
    await findEditsOfCreated(orm, last.id, items),
    await findProtected(orm, { kind: isUndone ? 'redo' : 'undo', actor, items: [...restored, ...plain] }),
  ];
  const protectedBy = new Map(guarded.map((one) => [`${one.entityId} ${one.field}`, one]));
  const inversion = invertChangeSet(items, {
    currentValue: (item) => standing.of(item),
    obstacleTo: ({ entityId, field }) =>
      (field === 'exists' ? edits.get(entityId) : undefined) ?? protectedBy.get(`${entityId} ${field}`),
    rest: true,
  });
  if (inversion.status === 'stopped') throw new Error('an undo of the rest is never stopped');
  // Of what a change brought along, what was changed since stays too.
  const left = inversion.left.filter((one) => !isBroughtAlong(root, one));
  if (left.length > 0 && (!rest || inversion.items.length === 0)) throw await laterEdit(orm, chain, left);
  return { items: [...restored, ...inversion.items], left };
}

/** Whatever came with an import, and the payee and its spelling that came with a transaction. */
function isBroughtAlong({ kind }: Chain['root'], { entity, field, left }: Obstacle): boolean {
  if (kind === 'import') return entity !== 'transaction';
  return (entity === 'payee' || entity === 'alias') && field === 'exists' && left !== null;
}

async function laterEdit(orm: Orm, { last }: Chain, obstacles: readonly Obstacle[]): Promise<DomainError> {
  const laterEdits = await nameObstacles(orm, last.id, obstacles);
  const others = obstacles.length > 1 ? ` So it is with ${obstacles.length - 1} more.` : '';
  return new DomainError({
    ...{ code: 'conflict', reason: 'later_edit', details: { laterEdits, count: obstacles.length } },
    message: `${laterEdits[0]?.message ?? 'Something was changed since.'}${others} Undo that first, or undo only the rest.`,
  });
}
