export {
  DEFAULT_SETTINGS,
  Locale,
  Retention,
  RiskLimits,
  TimeZone,
  UpdateSettings,
  WorkspaceSettings,
} from './settings.schema.ts';
export { changesOf, settingsOf } from './settings.ts';
export {
  ReadSettingsHistory,
  RevertSettings,
  SettingsHistory,
  type ChangedName,
  type SettingsHistoryEntry,
  type ValueChange,
} from './settings-history.schema.ts';
export { changesIn, findOverwritten } from './settings-history.ts';
