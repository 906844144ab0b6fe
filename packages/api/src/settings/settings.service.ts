import { changesOf, settingsOf, type UpdateSettings, type WorkspaceSettings } from '@steward/core/settings';
import type { Actor } from '@steward/core/identity';
import { appendAudit } from '@steward/db/audit';
import type { WorkspaceDb } from '@steward/db/client';
import { readStoredSettings, saveSetting } from '@steward/db/settings';

export async function readSettings(db: WorkspaceDb): Promise<WorkspaceSettings> {
  return settingsOf(await db.read(readStoredSettings));
}

interface Author {
  actor: Actor;
  db: WorkspaceDb;
  now: () => Date;
}

/** Saves what differs, with its value before and after in the audit chain. */
export async function updateSettings(author: Author, { patch }: UpdateSettings): Promise<WorkspaceSettings> {
  const { actor, db } = author;
  const at = author.now();
  return db.write(async (tx) => {
    const current = settingsOf(await readStoredSettings(tx.orm));
    const changes = changesOf(current, patch);
    if (changes.length === 0) return current;
    for (const { name, after } of changes) await saveSetting(tx, { key: name, value: after, updatedAt: at });
    const before = Object.fromEntries(changes.map((change) => [change.name, change.before]));
    const after = Object.fromEntries(changes.map((change) => [change.name, change.after]));
    await appendAudit(tx, [
      {
        ...{ at, actor, action: 'configuration_change', system: 'settings', subject: db.workspaceId },
        payload: { change: 'settings_updated', before, after },
      },
    ]);
    return { ...current, ...after };
  });
}
