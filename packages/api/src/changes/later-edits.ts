import { mainFieldOf, type ChangeSetItem, type LaterEdit, type Obstacle } from '@steward/core/changes';
import { canonicalJson } from '@steward/core/canonical';
import { listAttachedTo } from '@steward/db/attachments';
import type { Orm } from '@steward/db/client';
import { readEditsAfter, type EditRecord } from '@steward/db/changes';
import { readValueNames, wordOf, type ValueNames } from './value-names.ts';

/** Obstacles that an answer names; it says how many there are. */
const NAMED = 100;

/** Whether an edit stands and is a person's: what Steward set by itself goes along with what it is about. */
const isPersonal = ({ kind, undoneById, actor }: EditRecord) =>
  kind !== 'undo' && kind !== 'redo' && undoneById === null && actor.kind !== 'system';

/**
 * Where a creation is to be undone: what people did since to what was created. Its existence is what was left, but with it
 * their work would go.
 */
export async function findEditsOfCreated(
  orm: Orm,
  changeSetId: string,
  items: readonly ChangeSetItem[],
): Promise<Map<string, Obstacle>> {
  const created = items.filter(({ field, after }) => field === 'exists' && after === true);
  const edits = await readEditsAfter(
    orm,
    changeSetId,
    created.map(({ entityId }) => entityId),
  );
  const obstacles = new Map<string, Obstacle>();
  for (const edit of edits) {
    if (!isPersonal(edit) || obstacles.has(edit.entityId)) continue;
    const { entity, entityId, before: left, after: found } = edit;
    obstacles.set(entityId, {
      entity,
      entityId,
      field: mainFieldOf(edit.field),
      left,
      found,
      why: 'changed',
    });
  }
  for (const { id, transactionId } of await listAttachedTo(
    orm,
    created.filter(({ entity }) => entity === 'transaction').map(({ entityId }) => entityId),
  )) {
    if (obstacles.has(transactionId)) continue;
    const found = { entity: 'attachment', id };
    obstacles.set(transactionId, {
      ...({ entity: 'transaction', entityId: transactionId, field: 'exists' } as const),
      ...({ left: true, found, why: 'in_use' } as const),
    });
  }
  return obstacles;
}

/** Puts obstacles into words: what stands in the way, whose it is and since when. */
export async function nameObstacles(
  orm: Orm,
  changeSetId: string,
  obstacles: readonly Obstacle[],
): Promise<LaterEdit[]> {
  const shown = obstacles.slice(0, NAMED);
  const names = await readValueNames(orm, shown);
  const edits = await readEditsAfter(
    orm,
    changeSetId,
    shown.map(({ entityId }) => entityId),
  );
  return shown.map((obstacle) => {
    const edit = obstacle.why === 'changed' ? edits.find((one) => didIt(one, obstacle)) : undefined;
    const by = edit && {
      ...{ changeSetId: edit.changeSetId, reason: edit.reason, actor: edit.actor, at: edit.at },
    };
    const name = names.nameOf(obstacle);
    const [left, found] = [names.textOf(obstacle, obstacle.left), names.textOf(obstacle, obstacle.found)];
    const message = sentence(obstacle, { name, names, edit });
    return { ...obstacle, name, left, found, message, by: by ?? null };
  });
}

/** The newest edit that left what was found; a change of splits also changes the category. */
function didIt(edit: EditRecord, { entity, entityId, field, found }: Obstacle): boolean {
  if (edit.entity !== entity || edit.entityId !== entityId) return false;
  if (mainFieldOf(edit.field) === field) return edit.field !== field || isLeft(edit, found);
  return field === 'exists' || edit.field === 'exists' || edit.field === 'splits';
}

const isLeft = (edit: EditRecord, found: Obstacle['found']) =>
  canonicalJson(edit.after) === canonicalJson(found);

interface Words {
  name: string;
  names: ValueNames;
  edit: EditRecord | undefined;
}

function sentence(obstacle: Obstacle, { name, names, edit }: Words): string {
  const { entity, field, found, why } = obstacle;
  const what = `${entity === 'alias' ? 'spelling' : entity} ${name}`;
  const who = edit ? ` by ${edit.actor.name}` : '';
  switch (why) {
    case 'changed':
      return field === 'exists'
        ? `The ${what} was changed${who} since.`
        : `The ${wordOf(entity, field)} of the ${what} was changed${who} since, to ${names.textOf(obstacle, found)}.`;
    case 'in_use':
      return `The ${what} is used by ${names.textOf(obstacle, found)}.`;
    case 'taken':
      return `The ${what} came in by another way since, as ${names.textOf(obstacle, found)}.`;
    case 'needed':
      return `The ${what} needs ${names.textOf(obstacle, found)}, which was merged or removed.`;
    case 'splits':
      return `The ${what} was split up since.`;
    case 'reconciled':
      return `The ${what} is reconciled and stays as it is.`;
    case 'month_closed':
      return `The ${what} is of a closed month and stays as it is.`;
  }
}
