import { dateInZone, type LocalDate } from '@steward/core/calendar';
import { settingsOf } from '@steward/core/settings';
import type { WorkspaceDb } from '@steward/db/client';
import { readStoredSettings } from '@steward/db/settings';

/** The date of an instant where the workspace is. */
export async function readToday(db: WorkspaceDb, at: Date): Promise<LocalDate> {
  const { timeZone } = settingsOf(await db.read(readStoredSettings));
  return dateInZone(at, timeZone);
}
