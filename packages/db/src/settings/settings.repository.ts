import { WorkspaceSettings } from '@steward/core/settings';
import type { Orm, WriteTx } from '../client/index.ts';
import { settingValue } from './settings.table.ts';

/** What was ever set in this workspace. */
export async function readStoredSettings(orm: Orm): Promise<Partial<WorkspaceSettings>> {
  const rows = await orm.select().from(settingValue);
  const known = rows.filter(({ key }) => key in WorkspaceSettings.shape);
  return WorkspaceSettings.partial().parse(Object.fromEntries(known.map(({ key, value }) => [key, value])));
}

export async function saveSetting(
  tx: WriteTx,
  setting: {
    key: keyof WorkspaceSettings;
    value: WorkspaceSettings[keyof WorkspaceSettings];
    updatedAt: Date;
  },
): Promise<void> {
  const { value, updatedAt } = setting;
  await tx.orm
    .insert(settingValue)
    .values(setting)
    .onConflictDoUpdate({ target: settingValue.key, set: { value, updatedAt } });
}
