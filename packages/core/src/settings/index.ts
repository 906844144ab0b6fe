export { DEFAULT_SETTINGS, UpdateSettings, WorkspaceSettings } from './settings.schema.ts';
export { changesOf, settingsOf, type SettingChange } from './settings.ts';
