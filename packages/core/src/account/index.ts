export {
  ChangePassword,
  ConfirmTwoFactor,
  DisableTwoFactor,
  GivenPassword,
  NewPassword,
  PasskeyAnswer,
  RemovePasskey,
  RenamePasskey,
  RenewRecoveryCodes,
  RevokeOtherSessions,
  RevokeSession,
  SignInCode,
  StartPasskey,
  StartTwoFactor,
} from './account.schema.ts';
export { PASSWORD_LENGTH } from './password-length.ts';
export { hasSessionEnded, SESSION_LIFE_MS } from './session-life.ts';
export { describeDevice } from './device.ts';
export { DEFAULT_PREFERENCES, Preferences, Theme, UpdatePreferences } from './preferences.schema.ts';
export { beginsWeek, waysOfWriting, type WaysOfWriting } from './ways-of-writing.ts';
