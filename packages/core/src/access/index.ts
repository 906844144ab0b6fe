export { can, mayDo } from './access.ts';
export { isInRanges } from './address.ts';
export { ApiKey, CreatedKey, CreateKey, KeyRights, KeyRole, RevokeKey, RotateKey } from './key.schema.ts';
export { workspaceGone } from './workspace-gone.ts';
export { Action, PERMISSIONS, Role } from './permissions.ts';
export {
  CreateWorkspace,
  Member,
  PermissionRow,
  RenameWorkspace,
  SetUp,
  SignedInUser,
  SignIn,
  SwitchWorkspace,
  WhoAmI,
  WorkspaceMembership,
} from './access.schema.ts';
