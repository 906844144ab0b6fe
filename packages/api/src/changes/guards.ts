import type { ChangeSetItem, ChangeSetKind, Obstacle, ObstacleReason } from '@steward/core/changes';
import { closedMonthOf } from '@steward/core/closing';
import type { Actor } from '@steward/core/identity';
import { readSameFiles } from '@steward/db/attachments';
import { listClosedMonths, readOfClosedMonths } from '@steward/db/closing';
import type { Orm } from '@steward/db/client';
import {
  readMergedInto,
  readMissing,
  readReconciled,
  readSplitUp,
  readStanding,
  readTwins,
  readUnusableCategories,
} from '@steward/db/changes';
import { guardPayeeDefaults } from './guard-payees.ts';
import { guardBudgets, guardCategoryTree } from './guard-trees.ts';

/** A change that is about to be written. */
export interface IntendedChange {
  kind: ChangeSetKind;
  actor: Actor;
  items: readonly ChangeSetItem[];
}

/** Finds items that must not be written, and why. */
type Guard = (orm: Orm, change: IntendedChange) => Promise<Obstacle[]>;

/**
 * What protects the ledger from any change, whoever makes it. Each is asked before anything is written: a change that meets
 * one is refused, and an undo may leave what it protects.
 */
const GUARDS: readonly Guard[] = [
  guardReconciled,
  guardClosedMonths,
  guardMerged,
  guardSplitUp,
  guardTwins,
  guardMissing,
  guardGivenAway,
  guardUnusableCategories,
  guardSameFiles,
  (orm, { items }) => guardCategoryTree(orm, items),
  (orm, { items }) => guardBudgets(orm, items),
  (orm, { items }) => guardPayeeDefaults(orm, items),
];

export async function findProtected(orm: Orm, change: IntendedChange): Promise<Obstacle[]> {
  const found: Obstacle[] = [];
  for (const guard of GUARDS) found.push(...(await guard(orm, change)));
  return found;
}

const idsOf = (items: readonly ChangeSetItem[]) => [...new Set(items.map(({ entityId }) => entityId))];

function obstacle(item: ChangeSetItem, why: ObstacleReason, found = item.after): Obstacle {
  const { entity, entityId, field, before } = item;
  return { entity, entityId, field, left: before, found, why };
}

/** What a person may say of a reconciled transaction: neither alters what was reconciled. */
const BESIDE_RECONCILING: ReadonlySet<string> = new Set(['status', 'transfer']);

/** Of a reconciled transaction a person may change the status and its other side; what is automatic changes nothing. */
async function guardReconciled(orm: Orm, { actor, kind, items }: IntendedChange): Promise<Obstacle[]> {
  const isAutomatic = actor.kind === 'system' || kind === 'rule';
  const touching = items.filter(
    ({ entity, field }) => entity === 'transaction' && (isAutomatic || !BESIDE_RECONCILING.has(field)),
  );
  const reconciled = await readReconciled(orm, idsOf(touching));
  return touching
    .filter(({ entityId }) => reconciled.has(entityId))
    .map((item) => obstacle(item, 'reconciled'));
}

/** In a closed month nothing and nobody changes a transaction; who has the right opens the month first. */
async function guardClosedMonths(orm: Orm, { items }: IntendedChange): Promise<Obstacle[]> {
  const touching = items.filter(({ entity }) => entity === 'transaction');
  const closed = await listClosedMonths(orm);
  if (touching.length === 0 || closed.length === 0) return [];
  const ofClosed = await readOfClosedMonths(orm, idsOf(touching));
  const comesIn = ({ field, after }: ChangeSetItem) =>
    field === 'date' && typeof after === 'string' && closedMonthOf(after, closed) !== null;
  return touching
    .filter((item) => ofClosed.has(item.entityId) || comesIn(item))
    .map((item) => obstacle(item, 'month_closed'));
}

/** With a transaction would go what was merged into it. */
async function guardMerged(orm: Orm, { items }: IntendedChange): Promise<Obstacle[]> {
  const going = items.filter(
    ({ entity, field, after }) => entity === 'transaction' && field === 'exists' && after === false,
  );
  const returning = new Set(
    items.flatMap(({ entityId, field, after }) => (field === 'mergedInto' && after === null ? entityId : [])),
  );
  const merged = await readMergedInto(orm, idsOf(going));
  return going.flatMap((item) => {
    const other = (merged.get(item.entityId) ?? []).find((id) => !returning.has(id));
    return other === undefined ? [] : [obstacle(item, 'in_use', { entity: 'transaction', id: other })];
  });
}

/** A transaction of several splits has no category of its own. */
async function guardSplitUp(orm: Orm, { items }: IntendedChange): Promise<Obstacle[]> {
  const touching = items.filter(({ entity, field }) => entity === 'transaction' && field === 'category');
  const splitUp = await readSplitUp(orm, idsOf(touching));
  return touching.filter(({ entityId }) => splitUp.has(entityId)).map((item) => obstacle(item, 'splits'));
}

const comesBack = ({ entity, field, after }: ChangeSetItem) =>
  entity === 'transaction' && field === 'exists' && after === true;

/** What came in by another way meanwhile cannot stand a second time. */
async function guardTwins(orm: Orm, { items }: IntendedChange): Promise<Obstacle[]> {
  const returning = items.filter(comesBack);
  const twins = await readTwins(orm, idsOf(returning));
  return returning.flatMap((item) => {
    const twin = twins.get(item.entityId);
    return twin === undefined ? [] : [obstacle(item, 'taken', { entity: 'transaction', id: twin })];
  });
}

/** A transaction stands only with its account, its payee and its category. */
async function guardMissing(orm: Orm, { items }: IntendedChange): Promise<Obstacle[]> {
  const returning = items.filter(comesBack);
  const missing = await readMissing(orm, idsOf(returning));
  const made = madeBy(items);
  return returning.flatMap((item) => {
    const needed = missing.get(item.entityId);
    return needed === undefined || made.has(needed.id) ? [] : [obstacle(item, 'needed', { ...needed })];
  });
}

/** A transaction is given only to an account and a payee that are there. */
async function guardGivenAway(orm: Orm, { items }: IntendedChange): Promise<Obstacle[]> {
  const given = items.flatMap((item) => {
    const { entity, field, after } = item;
    if (entity !== 'transaction' || (field !== 'account' && field !== 'payee')) return [];
    if (typeof after !== 'string') return [];
    return [{ item, place: { entity: field, entityId: after, field: 'exists' } as const }];
  });
  if (given.length === 0) return [];
  const standing = await readStanding(
    orm,
    given.map(({ place }) => place),
  );
  const made = madeBy(items);
  return given.flatMap(({ item, place }) =>
    standing.of(place) === null && !made.has(place.entityId)
      ? [obstacle(item, 'needed', { entity: place.entity, id: place.entityId })]
      : [],
  );
}

/** What the change itself brings back. */
function madeBy(items: readonly ChangeSetItem[]): Set<string> {
  const made = items.filter(
    ({ field, before, after }) =>
      (field === 'exists' && (before === false || before === null)) ||
      (field === 'mergedInto' && after === null),
  );
  return new Set(idsOf(made));
}

/** Nothing is given a category that was removed or merged. */
async function guardUnusableCategories(orm: Orm, { items }: IntendedChange): Promise<Obstacle[]> {
  const given = items.flatMap((item) => {
    const isCategory = ['category', 'defaultCategory', 'parent'].includes(item.field);
    if (isCategory && typeof item.after === 'string') return [{ item, id: item.after }];
    const id = categoryOfBudget(item);
    return id === null ? [] : [{ item, id }];
  });
  const unusable = await readUnusableCategories(orm, [...new Set(given.map(({ id }) => id))]);
  const made = madeBy(items);
  return given
    .filter(({ id }) => unusable.has(id) && !made.has(id))
    .map(({ item, id }) => obstacle(item, 'needed', { entity: 'category', id }));
}

/** The category of a budget that comes, or comes back. */
function categoryOfBudget({ entity, field, after }: ChangeSetItem): string | null {
  const isRow = entity === 'budget' && field === 'exists' && typeof after === 'object' && after !== null;
  return isRow && !Array.isArray(after) && typeof after.categoryId === 'string' ? after.categoryId : null;
}

/** A file is on a transaction once: what was attached anew meanwhile is not brought back beside it. */
async function guardSameFiles(orm: Orm, { items }: IntendedChange): Promise<Obstacle[]> {
  const wanted = items.flatMap((item) => {
    const place = placeOfFile(item);
    return place === null ? [] : [{ item, ...place }];
  });
  if (wanted.length === 0) return [];
  const same = await readSameFiles(
    orm,
    wanted.map(({ item: _item, ...place }) => place),
  );
  return wanted.flatMap(({ item, id }) => {
    const other = same.get(id);
    return other === undefined ? [] : [obstacle(item, 'taken', { entity: 'attachment', id: other })];
  });
}

/** Where an attachment is to be; without a hash it is the one that it has. */
function placeOfFile({ entity, entityId: id, after }: ChangeSetItem) {
  if (entity !== 'attachment' || after === null) return null;
  if (typeof after === 'string') return { id, transactionId: after, sha256: null };
  const { transactionId, sha256 } = after as { transactionId: string; sha256: string };
  return { id, transactionId, sha256 };
}
