import { z } from 'zod';
import { GivenPassword, NewPassword } from '../account/index.ts';
import { idSchema } from '../identity/index.ts';
import { Action, Role } from './permissions.ts';

export const WorkspaceName = z
  .string()
  .trim()
  .min(1, 'give the workspace a name')
  .max(80, 'at most 80 characters');

export const Email = z
  .string()
  .trim()
  .toLowerCase()
  .pipe(z.email('expected an address such as ada@example.org'))
  .pipe(z.string().max(254));

/** What the set-up page asks for. */
export const SetUp = z.object({
  token: z.string().min(1, 'open the link that Steward printed when it started'),
  name: z.string().trim().min(1, 'say what to call you').max(80),
  email: Email,
  password: NewPassword,
  workspaceName: WorkspaceName,
});
export type SetUp = z.infer<typeof SetUp>;

export const SignIn = z.object({ email: Email, password: GivenPassword });
export type SignIn = z.infer<typeof SignIn>;

export const WorkspaceId = idSchema('ws');

export const SwitchWorkspace = z.object({ id: WorkspaceId });
export type SwitchWorkspace = z.infer<typeof SwitchWorkspace>;

export const CreateWorkspace = z.object({ name: WorkspaceName });
export type CreateWorkspace = z.infer<typeof CreateWorkspace>;

export const RenameWorkspace = z.object({ name: WorkspaceName });
export type RenameWorkspace = z.infer<typeof RenameWorkspace>;

/** A workspace as someone in it sees it. */
export const WorkspaceMembership = z.object({
  id: z.string(),
  name: z.string(),
  role: Role,
  /** For a key that may do only these of what its role may. */
  actions: z.array(Action).optional(),
});
export type WorkspaceMembership = z.infer<typeof WorkspaceMembership>;

export const SignedInUser = z.object({ id: z.string(), name: z.string(), email: z.string() });
export type SignedInUser = z.infer<typeof SignedInUser>;

export const WhoAmI = z.object({
  /** null for an API key and for nobody. */
  user: SignedInUser.nullable(),
  workspace: WorkspaceMembership.nullable(),
  /** All that the user may switch to; for a key its own only. */
  workspaces: z.array(WorkspaceMembership),
});
export type WhoAmI = z.infer<typeof WhoAmI>;

/** The permission table in force, one row an action. */
export const PermissionRow = z.object({ action: Action, roles: z.array(Role) });
export type PermissionRow = z.infer<typeof PermissionRow>;
