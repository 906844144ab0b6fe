import { DEFAULT_PREFERENCES, Preferences, type UpdatePreferences } from '@steward/core/account';
import { readPreferenceRow, readUser, savePreferenceRow } from '@steward/db/control';
import type { AccessDeps } from './access-deps.ts';
import { recordAccount } from './account-events.ts';

export async function readPreferences({ control }: AccessDeps, userId: string): Promise<Preferences> {
  const row = await readPreferenceRow(control.orm, userId);
  return row ? Preferences.parse(row) : DEFAULT_PREFERENCES;
}

/** Saves what differs. */
export async function updatePreferences(
  deps: AccessDeps,
  userId: string,
  { patch }: UpdatePreferences,
): Promise<Preferences> {
  const before = await readPreferences(deps, userId);
  const after = Preferences.parse({ ...before, ...patch });
  const names = Preferences.keyof().options.filter((name) => before[name] !== after[name]);
  const user = await readUser(deps.control.orm, userId);
  if (names.length === 0 || !user) return before;
  const pick = (from: Preferences) => Object.fromEntries(names.map((name) => [name, from[name]]));
  await recordAccount(deps, user, {
    change: 'preferences_updated',
    before: pick(before),
    after: pick(after),
  });
  await savePreferenceRow(deps.control.orm, { userId, ...after, updatedAt: deps.now() });
  return after;
}
