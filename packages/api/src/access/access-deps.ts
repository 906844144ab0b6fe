import type { AuditAction } from '@steward/core/audit';
import type { JsonObject } from '@steward/core/canonical';
import type { Actor } from '@steward/core/identity';
import { appendAudit } from '@steward/db/audit';
import type { ControlDb } from '@steward/db/control';
import type { Config } from '../config/index.ts';
import type { Log } from '../log/index.ts';
import type { OpenWorkspaces } from '../runtime/index.ts';
import type { AccessRequest } from './access.service.ts';
import type { AccountParts } from './account-parts.ts';
import type { Auth } from './better-auth.ts';
import type { KeyLimit } from './key-limit.ts';
import type { SignInLimit } from './sign-in-limit.ts';
import type { VerifiedKeys } from './verified-keys.ts';

/** What the parts of the access service share. */
export interface AccessDeps {
  config: Config;
  log: Log;
  control: ControlDb;
  workspaces: OpenWorkspaces;
  authFor: (request: Pick<AccessRequest, 'isSecure'>) => Auth;
  limit: SignInLimit;
  keys: VerifiedKeys;
  keyLimit: KeyLimit;
  account: AccountParts;
  now: () => Date;
}

interface AccessEvent {
  workspaceId: string;
  actor: Actor;
  action: AuditAction;
  subject: string;
  payload: JsonObject;
}

/** Appends to the chain of the workspace that the event happened in. */
export async function recordAccess(deps: AccessDeps, { workspaceId, ...event }: AccessEvent): Promise<void> {
  const db = await deps.workspaces.open(workspaceId);
  await db.write((tx) => appendAudit(tx, [{ at: deps.now(), system: 'access', ...event }]));
}

/** The address that the server saw; it sets the header itself. */
export function addressOf(headers: Headers): string {
  return headers.get('x-client-ip') ?? 'unknown';
}
