export { openControlDb, type ControlDb } from './control-db.ts';
export {
  countUsers,
  deleteKeyRow,
  hasSessionFrom,
  listKeyRows,
  listMemberRows,
  listMemberships,
  pingControl,
  readUser,
  readUserByEmail,
  readWorkspaceName,
  updateActiveWorkspace,
  updateWorkspaceName,
} from './control.repository.ts';
export {
  deleteOtherSessions,
  deleteSessionRow,
  listSessionRows,
  readPasswordHash,
  readPreferenceRow,
  savePreferenceRow,
  touchSession,
  updatePasswordHash,
  updateSessionConfirmed,
} from './account.repository.ts';
export {
  deletePasskeyRow,
  insertPasskeyRow,
  listPasskeyRows,
  readPasskeyRow,
  updatePasskeyName,
  updatePasskeyUsed,
  type PasskeyRow,
} from './passkeys.repository.ts';
export {
  activateTwoFactor,
  countRecoveryCodes,
  deleteTwoFactor,
  listSealedSecrets,
  readTwoFactorRow,
  replaceRecoveryCodes,
  resealTwoFactor,
  saveTwoFactorDraft,
  useRecoveryCode,
  useTwoFactorStep,
} from './two-factor.repository.ts';
