export { can, mayDo } from './access.ts';
export { isInRanges } from './address.ts';
export { ApiKey, CreatedKey, CreateKey, KeyRights, KeyRole, RevokeKey, RotateKey } from './key.schema.ts';
export { workspaceGone } from './workspace-gone.ts';
export { endOfInvitation, INVITATION_DAYS, INVITATION_ENDS, type InvitationEnd } from './invitations.ts';
export { judgeMemberChange, judgeTransfer, type MemberVerdict } from './members.ts';
export {
  ChangeRole,
  GivenRole,
  Invitation,
  InvitationId,
  InvitationList,
  InvitationToken,
  InviteMember,
  JoinAsStranger,
  Member,
  RemoveMember,
  RenewInvitation,
  SentInvitation,
  TransferOwnership,
  WithdrawInvitation,
  type OpenInvitation,
} from './members.schema.ts';
export { Action, PERMISSIONS, Role } from './permissions.ts';
export {
  CreateWorkspace,
  PermissionRow,
  RenameWorkspace,
  SetUp,
  SignedInUser,
  SignIn,
  SwitchWorkspace,
  WhoAmI,
  WorkspaceMembership,
} from './access.schema.ts';
