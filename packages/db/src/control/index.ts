export { openControlDb, type ControlDb } from './control-db.ts';
export {
  countUsers,
  deleteKeyRow,
  hasSessionFrom,
  listKeyRows,
  listMemberships,
  pingControl,
  readUser,
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
