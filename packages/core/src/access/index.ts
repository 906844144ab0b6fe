export { can } from './access.ts';
export { workspaceGone } from './workspace-gone.ts';
export { Action, PERMISSIONS, Role } from './permissions.ts';
export {
  ApiKey,
  CreatedKey,
  CreateKey,
  CreateWorkspace,
  KeyRole,
  Member,
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
