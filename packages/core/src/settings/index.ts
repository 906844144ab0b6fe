export { DEFAULT_SETTINGS, Locale, TimeZone, UpdateSettings, WorkspaceSettings } from './settings.schema.ts';
export { changesOf, settingsOf } from './settings.ts';
