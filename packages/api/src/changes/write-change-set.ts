import type { CanonicalObject } from '@steward/core/canonical';
import { mainFieldOf, type ChangeSetItem, type ChangeSetKind, type Obstacle } from '@steward/core/changes';
import { DomainError } from '@steward/core/errors';
import type { Actor } from '@steward/core/identity';
import { appendAudit } from '@steward/db/audit';
import {
  bumpVersions,
  insertChangeSet,
  insertItems,
  readTaught,
  readUses,
  writeItems,
} from '@steward/db/changes';
import { isTaken, type WriteTx } from '@steward/db/client';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { followChanges } from './follow-changes.ts';
import { learnChanges } from './learn-changes.ts';

/** Items that an audit record lists; of more it says how many there are, and the change set has them all. */
const AUDITED_ITEMS = 100;

export interface ChangeSetToWrite {
  id: string;
  kind: ChangeSetKind;
  actor: Actor;
  reason: string;
  at: Date;
  undoesId?: string;
  /** What is to change, with what stands there now. */
  items: readonly ChangeSetItem[];
  /** Whether to leave what is to be removed but used elsewhere, instead of refusing all. */
  leaveUsed?: boolean;
  /** What else the audit record says. */
  audit?: CanonicalObject;
}

export interface WrittenChangeSet {
  changeSetId: string;
  /** What was written, in order. */
  items: ChangeSetItem[];
  /** What was to be removed and is used elsewhere. */
  inUse: Obstacle[];
  /** The learning event of each transaction touched that teaches something. */
  learningSeqOf: Map<string, number>;
  /** Of the transactions touched. */
  payeeIds: string[];
}

/**
 * Writes a change set whole: the fields, its items, versions, labels, the review queue and the audit record.
 *
 * @throws DomainError `in_use` for what is to be removed and used elsewhere, `taken` for a name that another one has.
 */
export async function writeChangeSet(tx: WriteTx, change: ChangeSetToWrite): Promise<WrittenChangeSet> {
  const { id, kind, actor, reason, at, undoesId } = change;
  const ids = new Set(change.items.flatMap((item) => (item.entity === 'transaction' ? item.entityId : [])));
  const before = await readTaught(tx.orm, [...ids]);
  const { items, inUse } = await writeAll(tx, change);
  await insertChangeSet(tx, { id, kind, actor, reason, at, ...(undoesId && { undoesId }) });
  await insertItems(tx, id, items);
  await bumpVersions(tx, [...ids]);
  const learningSeqOf = await learnChanges(tx, { items, before, at });
  const payeeIds = await payeesTouched(tx, items, [...ids]);
  for (const { payeeId } of before.values()) payeeIds.add(payeeId);
  const transactionIds = [...ids];
  await followChanges(tx, { items, transactionIds, payeeIds: [...payeeIds], at, pause: nextTurn });
  await audit(tx, change, items);
  return { changeSetId: id, items, inUse, learningSeqOf, payeeIds: [...payeeIds] };
}

/** Payees as they are now, where their transactions or they themselves changed. */
async function payeesTouched(
  tx: WriteTx,
  items: readonly ChangeSetItem[],
  transactionIds: readonly string[],
): Promise<Set<string>> {
  const own = items.flatMap(({ entity, entityId }) => (entity === 'payee' ? entityId : []));
  const moved = items.some(({ entity, field }) => entity === 'transaction' && field === 'payee');
  const after = moved ? await readTaught(tx.orm, transactionIds) : new Map<string, { payeeId: string }>();
  return new Set([...own, ...[...after.values()].map(({ payeeId }) => payeeId)]);
}

const isRemoval = ({ entity, field, after }: ChangeSetItem) =>
  field === 'exists' && entity !== 'transaction' && (after === false || after === null);

/** Removals last: only then is it known what is used by nothing any more. */
async function writeAll(
  tx: WriteTx,
  change: ChangeSetToWrite,
): Promise<{ items: ChangeSetItem[]; inUse: Obstacle[] }> {
  const { at } = change;
  const removals = change.items.filter(isRemoval);
  const others = change.items.filter((item) => !isRemoval(item));
  try {
    await writeItems(tx, others, { at, pause: nextTurn });
  } catch (error) {
    if (isTaken(error)) throw nameTaken(error);
    throw error;
  }
  const { removed, inUse } = await removeUnused(tx, removals, at);
  if (inUse[0] && !change.leaveUsed) throw stillUsed(inUse[0]);
  return { items: [...others, ...removed], inUse };
}

/** Removes what nothing uses, then what only those used, and so on. */
async function removeUnused(
  tx: WriteTx,
  removals: readonly ChangeSetItem[],
  at: Date,
): Promise<{ removed: ChangeSetItem[]; inUse: Obstacle[] }> {
  const removed: ChangeSetItem[] = [];
  let left = [...removals];
  for (;;) {
    const uses = new Map<ChangeSetItem, string>();
    for (const [entity, group] of Map.groupBy(left, (item) => item.entity)) {
      const used = await readUses(
        tx.orm,
        entity,
        group.map(({ entityId }) => entityId),
      );
      for (const item of group) {
        const what = used.get(item.entityId);
        if (what !== undefined) uses.set(item, what);
      }
    }
    const free = left.filter((item) => !uses.has(item));
    await writeItems(tx, free, { at, pause: nextTurn });
    removed.push(...free);
    if (free.length === 0 || uses.size === 0) {
      const inUse = [...uses].map(([{ entity, entityId, field, before }, found]): Obstacle => {
        return { entity, entityId, field, left: before, found, why: 'in_use' };
      });
      return { removed, inUse };
    }
    left = left.filter((item) => uses.has(item));
  }
}

function stillUsed(obstacle: Obstacle): DomainError {
  const { entity, entityId, found } = obstacle;
  return new DomainError({
    ...{ code: 'conflict', reason: 'in_use', details: { laterEdits: [obstacle] } },
    message: `The ${entity} ${entityId} is used by ${typeof found === 'string' ? found : 'something'}; change that first.`,
  });
}

function nameTaken(cause: unknown): DomainError {
  const message = 'Another account or category has that name by now; rename that one first.';
  return new DomainError({ code: 'conflict', reason: 'taken', message, cause });
}

async function audit(tx: WriteTx, change: ChangeSetToWrite, items: readonly ChangeSetItem[]): Promise<void> {
  const { id, kind, actor, reason, at, undoesId } = change;
  const main = items.filter(({ field }) => mainFieldOf(field) === field);
  const changes = (main.length > 0 ? main : items).slice(0, AUDITED_ITEMS).map((item) => ({
    ...item,
    ...(item.entity === 'transaction' && { transactionId: item.entityId }),
  }));
  await appendAudit(tx, [
    {
      ...({ at, actor, system: 'ledger', subject: id } as const),
      action: kind === 'undo' || kind === 'redo' ? 'undo' : 'change_set',
      payload: {
        ...{ kind, reason, items: items.length, changes },
        ...(undoesId !== undefined && { undoes: undoesId }),
        ...change.audit,
      },
    },
  ]);
}
