import { changesOf, settingsOf, WorkspaceSettings, type UpdateSettings } from '@steward/core/settings';
import type { Actor } from '@steward/core/identity';
import { appendAudit } from '@steward/db/audit';
import type { WorkspaceDb, WriteTx } from '@steward/db/client';
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
export function updateSettings(author: Author, { patch }: UpdateSettings): Promise<WorkspaceSettings> {
  return author.db.write(async (tx) => {
    const current = settingsOf(await readStoredSettings(tx.orm));
    return saveChanges(tx, author, { current, patch });
  });
}

interface Saving {
  current: WorkspaceSettings;
  patch: Partial<WorkspaceSettings>;
  /** The audit record that this takes back. */
  reverts?: number;
}

/** In the transaction that read `current`. */
export async function saveChanges(
  tx: WriteTx,
  { actor, db, now }: Author,
  { current, patch, reverts }: Saving,
): Promise<WorkspaceSettings> {
  const changes = changesOf(current, patch);
  if (changes.length === 0) return current;
  const at = now();
  const before = Object.fromEntries(changes.map((change) => [change.name, change.before]));
  const after = Object.fromEntries(changes.map((change) => [change.name, change.after]));
  const saved = WorkspaceSettings.parse({ ...current, ...after });
  for (const { name } of changes) await saveSetting(tx, { key: name, value: saved[name], updatedAt: at });
  await appendAudit(tx, [
    {
      ...{ at, actor, action: 'configuration_change', system: 'settings', subject: db.workspaceId },
      payload: { change: 'settings_updated', before, after, ...(reverts !== undefined && { reverts }) },
    },
  ]);
  return saved;
}
