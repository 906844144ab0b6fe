export { openControlDb, type ControlDb } from './control-db.ts';
export {
  countUsers,
  deleteKeyRow,
  hasSessionFrom,
  listKeyRows,
  listMemberships,
  pingControl,
  readUser,
  readUserByEmail,
  readWorkspaceName,
  updateActiveWorkspace,
  updateKeyMetadata,
  updateWorkspaceName,
} from './control.repository.ts';
export {
  closeDemo,
  deleteDemo,
  insertDemo,
  isDemoOwner,
  listDemos,
  openDemo,
  readDemo,
  type DemoWorkspace,
} from './demos.repository.ts';
export {
  acceptInvitationRow,
  countPendingInvitations,
  insertInvitation,
  listInvitationRows,
  readInvitation,
  renewInvitationRow,
  saveMailOutcome,
  withdrawInvitationRow,
  withdrawInvitationsBy,
  type InvitationRow,
} from './invitations.repository.ts';
export {
  deleteMember,
  listMemberRows,
  listWorkspaceIds,
  updateMemberRole,
  updateOwner,
} from './members.repository.ts';
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
