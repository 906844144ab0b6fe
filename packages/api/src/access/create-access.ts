import type { WhoAmI, WorkspaceMembership } from '@steward/core/access';
import type { Actor } from '@steward/core/identity';
import { pingControl, readUser, readWorkspaceName, type ControlDb } from '@steward/db/control';
import type { Config } from '../config/index.ts';
import type { Log } from '../log/index.ts';
import type { OpenWorkspaces } from '../runtime/index.ts';
import type { AccessDeps } from './access-deps.ts';
import type { AccessService } from './access.service.ts';
import { createAccountParts } from './account-parts.ts';
import { createAuth, type Auth } from './better-auth.ts';
import { createKeyLimit } from './key-limit.ts';
import { createKey, identifyKey, keyOf, listKeys, revokeKey, rotateKey, verifyKey } from './keys.ts';
import { createPeople } from './people.ts';
import { createAccount } from './create-account.ts';
import { finishRotation } from './rotation.ts';
import { readMemberships, readSession, signIn, signInOnce, signOut, switchWorkspace } from './sessions.ts';
import { createSetUpDesk } from './set-up.ts';
import { createSignInLimit } from './sign-in-limit.ts';
import { createVerifiedKeys } from './verified-keys.ts';
import { createWorkspace, renameWorkspace } from './workspaces.ts';

interface AccessOptions {
  config: Config;
  log: Log;
  control: ControlDb;
  workspaces: OpenWorkspaces;
  now: () => Date;
}

export async function createAccess(options: AccessOptions): Promise<AccessService> {
  const { secret, sealing } = await finishRotation(options);
  const authFor = createAuthPair(options, secret);
  const keys = createVerifiedKeys(
    (key) => verifyKey({ authFor, control: options.control }, key),
    () => options.now().getTime(),
  );
  const deps: AccessDeps = {
    ...options,
    authFor,
    keys,
    keyLimit: createKeyLimit(),
    limit: createSignInLimit(),
    account: createAccountParts(options, sealing),
  };
  const desk = createSetUpDesk(deps);
  return {
    ...createPeople(deps),
    setUpLink: () => desk.link(),
    isSetUp: () => desk.isDone(),
    setUp: (request, input) => desk.run(request, input),
    signIn: (request, input) => signIn(deps, request, input),
    signInOnce: (request, userId) => signInOnce(deps, request, userId),
    signOut: (request) => signOut(deps, request),
    identify: async (request) => {
      const key = keyOf(request.headers);
      if (key !== null) return { ...(await identifyKey(deps, key, request)), setCookies: [] };
      const { session, setCookies } = await readSession(deps, request);
      return { identity: session?.identity ?? null, limit: null, setCookies };
    },
    switchWorkspace: (request, workspaceId) => switchWorkspace(deps, request, workspaceId),
    whoAmI: (actor, workspace) => whoAmI(deps, actor, workspace),
    createWorkspace: (actor, name) => createWorkspace(deps, actor, name),
    readWorkspaceName: (workspaceId) => readWorkspaceName(deps.control.orm, workspaceId),
    renameWorkspace: (scope, name, reverts) => renameWorkspace(deps, scope, { name, reverts }),
    createKey: (scope, input) => createKey(deps, scope, input),
    rotateKey: (scope, input) => rotateKey(deps, scope, input),
    listKeys: (workspaceId) => listKeys(deps, workspaceId),
    revokeKey: (scope, keyId) => revokeKey(deps, scope, keyId),
    account: createAccount(deps),
    ping: () => pingControl(deps.control.orm),
  };
}

/** Two instances, made when first needed: whether cookies are Secure is fixed in each. */
function createAuthPair({ control, log }: AccessOptions, secret: string): AccessDeps['authFor'] {
  const made = new Map<boolean, Auth>();
  return ({ isSecure }) => {
    const auth = made.get(isSecure) ?? createAuth({ control, secret, log, isSecure });
    made.set(isSecure, auth);
    return auth;
  };
}

async function whoAmI(
  deps: AccessDeps,
  actor: Actor | null,
  workspace: WorkspaceMembership | null,
): Promise<WhoAmI> {
  const isPerson = actor?.kind === 'user';
  const workspaces = isPerson ? await readMemberships(deps, actor.id) : workspace ? [workspace] : [];
  const user = isPerson ? await readUser(deps.control.orm, actor.id) : null;
  return { user, workspace, workspaces };
}
