import { canonicalJson, type JsonValue } from '../canonical/index.ts';
import { ChangedName, SettingsPayload, type ValueChange } from './settings-history.schema.ts';

/** What an audit record says was changed; null when it speaks of something else. */
export function changesIn(payload: unknown): { changes: ValueChange[]; reverts: number | null } | null {
  const parsed = SettingsPayload.safeParse(payload);
  if (!parsed.success) return null;
  const { data } = parsed;
  const reverts = data.reverts ?? null;
  if (data.change === 'workspace_renamed') {
    return { changes: [{ name: 'name', before: data.before, after: data.after }], reverts };
  }
  const changes = Object.keys(data.after).flatMap((key) => {
    const name = ChangedName.safeParse(key);
    const [before, after] = [data.before[key], data.after[key]];
    return name.success && before !== undefined && after !== undefined
      ? [{ name: name.data, before, after }]
      : [];
  });
  return { changes, reverts };
}

/** The first change whose value is no longer the one it set; null when all of them are in force. */
export function findOverwritten(
  changes: readonly ValueChange[],
  current: Readonly<Record<ChangedName, JsonValue>>,
): ValueChange | null {
  return changes.find(({ name, after }) => canonicalJson(after) !== canonicalJson(current[name])) ?? null;
}
