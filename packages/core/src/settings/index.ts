export { DEFAULT_SETTINGS, UpdateSettings, WorkspaceSettings } from './settings.schema.ts';
export { changesOf, settingsOf } from './settings.ts';
