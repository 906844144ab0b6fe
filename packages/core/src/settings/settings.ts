import { canonicalJson } from '../canonical/index.ts';
import { DEFAULT_SETTINGS, type WorkspaceSettings } from './settings.schema.ts';

export type SettingName = keyof WorkspaceSettings;

export interface SettingChange {
  name: SettingName;
  before: WorkspaceSettings[SettingName];
  after: WorkspaceSettings[SettingName];
}

/** Settings from stored values; what was never set has its default. */
export function settingsOf(stored: Partial<WorkspaceSettings>): WorkspaceSettings {
  return { ...DEFAULT_SETTINGS, ...stored };
}

/** What a patch really changes. */
export function changesOf(current: WorkspaceSettings, patch: Partial<WorkspaceSettings>): SettingChange[] {
  const names = Object.keys(patch) as SettingName[];
  return names.flatMap((name) => {
    const [before, after] = [current[name], patch[name]];
    return after === undefined || canonicalJson(after) === canonicalJson(before)
      ? []
      : [{ name, before, after }];
  });
}
