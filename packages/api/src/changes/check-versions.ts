import { CHANGED_FIELDS, mainFieldOf } from '@steward/core/changes';
import { DomainError } from '@steward/core/errors';
import type { Orm } from '@steward/db/client';
import { readLastEdits, readVersions } from '@steward/db/changes';
import { readValueNames } from './value-names.ts';

/**
 * Refuses an edit of what was changed since the one who edits has seen it, and tells who changed what.
 *
 * @throws DomainError `changed_since` with the changes in `details.changes`.
 */
export async function checkVersions(orm: Orm, expected: Readonly<Record<string, number>>): Promise<void> {
  const versions = await readVersions(orm, Object.keys(expected));
  for (const [transactionId, version] of Object.entries(expected)) {
    const standing = versions.get(transactionId);
    if (standing === undefined || standing <= version) continue;
    const edits = (await readLastEdits(orm, transactionId, standing - version)).filter(
      ({ field }) => mainFieldOf(field) === field,
    );
    const names = await readValueNames(orm, edits);
    const changes = edits.map((edit) => ({
      ...{
        field: edit.field,
        before: names.textOf(edit, edit.before),
        after: names.textOf(edit, edit.after),
      },
      ...{ by: edit.actor.name, at: edit.at, changeSetId: edit.changeSetId },
    }));
    const [last] = changes;
    const words: Readonly<Record<string, string>> = CHANGED_FIELDS.transaction;
    const what = last
      ? `${last.by} changed the ${words[last.field] ?? last.field} from ${last.before} to ${last.after} at ${last.at.toISOString()}`
      : 'it was confirmed';
    throw new DomainError({
      ...{ code: 'conflict', reason: 'changed_since' },
      message: `Transaction ${transactionId} was changed since you saw it: ${what}. Look at it again, then edit it.`,
      details: { transactionId, version: standing, changes },
    });
  }
}
