import type { WorkspaceMembership } from '@steward/core/access';
import type { Actor } from '@steward/core/identity';
import type { Services } from '../runtime/index.ts';

/** What every call knows about who asks; the workspace comes from the session or the key, never from input. */
export interface Context {
  requestId: string;
  actor: Actor | null;
  workspace: WorkspaceMembership | null;
  services: Services;
  now: () => Date;
  /** This server as the browser sees it, for links that leave it. */
  origin?: string;
  /** A `Serialised` answer is filled in on its way out; never for callers in this process. */
  fillsIn?: boolean;
  signal?: AbortSignal;
}
