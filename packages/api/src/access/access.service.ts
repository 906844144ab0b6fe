import type {
  ApiKey,
  CreatedKey,
  CreateKey,
  Role,
  RotateKey,
  SetUp,
  SignedInUser,
  SignIn,
  WhoAmI,
  WorkspaceMembership,
} from '@steward/core/access';
import type { Actor } from '@steward/core/identity';
import type { People } from './people.ts';
import type { AccountService } from './account.service.ts';

/** What the access service needs of a web request. */
export interface AccessRequest {
  headers: Headers;
  /** Whether the browser sees https; decides the cookies' Secure flag. */
  isSecure: boolean;
}

/** Who sent a request. */
export interface Identity {
  actor: Actor;
  /** null for an API key. */
  user: SignedInUser | null;
  /** null for a user who is in none. */
  workspace: WorkspaceMembership | null;
}

/** Set-Cookie header values that the answer must carry. */
export interface Cookies {
  setCookies: string[];
}

export interface SignedIn extends Cookies {
  /** Where a code is asked for as well: the token to send with it; no session yet. */
  codeToken: string | null;
}

/** Who acts, and where. */
export interface InWorkspace {
  actor: Actor;
  workspace: { id: string; name: string; role: Role };
}

/** How much of its limit a key has left. */
export interface Limit {
  /** Requests in a window of a minute. */
  quota: number;
  remaining: number;
  /** Until the window ends. */
  resetSeconds: number;
}

export interface AccessService extends People {
  /** The link for the first user, with its one-time token; null once there is a user. */
  setUpLink(): Promise<string | null>;
  isSetUp(): Promise<boolean>;
  /** Makes the first user and workspace and signs in. */
  setUp(request: AccessRequest, input: SetUp): Promise<Cookies>;
  /** Signs a user in who has no password; for a caller that knows by other means who asks. */
  signInOnce(request: AccessRequest, userId: string): Promise<Cookies>;
  signIn(request: AccessRequest, input: SignIn): Promise<SignedIn>;
  signOut(request: AccessRequest): Promise<Cookies>;
  /** By API key when the request carries one, else by session cookie; null without either. */
  identify(request: AccessRequest): Promise<{ identity: Identity | null; limit: Limit | null } & Cookies>;
  /** Makes `workspaceId` the one that the session works in. */
  switchWorkspace(request: AccessRequest, workspaceId: string): Promise<void>;
  whoAmI(actor: Actor | null, workspace: WorkspaceMembership | null): Promise<WhoAmI>;
  createWorkspace(actor: Actor, name: string): Promise<WorkspaceMembership>;
  /** As it is now; a key that was verified a moment ago may remember an older one. */
  readWorkspaceName(workspaceId: string): Promise<string | null>;
  /** `reverts` is the audit record that the new name takes back. */
  renameWorkspace(scope: InWorkspace, name: string, reverts?: number): Promise<WorkspaceMembership>;
  createKey(scope: InWorkspace, input: CreateKey): Promise<CreatedKey>;
  /** A new key in the place of another, which works on for a while. */
  rotateKey(scope: InWorkspace, input: RotateKey): Promise<CreatedKey>;
  listKeys(workspaceId: string): Promise<ApiKey[]>;
  /** The key is refused from this moment on. */
  revokeKey(scope: InWorkspace, keyId: string): Promise<void>;
  /** What a person does with their own account. */
  account: AccountService;
  /** Resolves when the control database answers. */
  ping(): Promise<void>;
}
