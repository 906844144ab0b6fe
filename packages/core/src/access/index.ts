export { can } from './access.ts';
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
  MemberRow,
  RemoveMember,
  RenewInvitation,
  SentInvitation,
  TransferOwnership,
  WithdrawInvitation,
  type OpenInvitation,
} from './members.schema.ts';
export { Action, PERMISSIONS, Role } from './permissions.ts';
export {
  ApiKey,
  CreatedKey,
  CreateKey,
  CreateWorkspace,
  KeyRole,
  PermissionRow,
  RenameWorkspace,
  RevokeKey,
  SetUp,
  SignedInUser,
  SignIn,
  SwitchWorkspace,
  WhoAmI,
  WorkspaceMembership,
} from './access.schema.ts';
