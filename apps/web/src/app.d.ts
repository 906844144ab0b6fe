import type { SignedInUser, WorkspaceMembership } from '@steward/core/access';
import type { Preferences } from '@steward/core/account';
import type { Actor } from '@steward/core/identity';
import type { BoundAccess } from '#lib/server/bound-access.ts';
import type { BoundAccount } from '#lib/server/bound-account.ts';
import type { Api } from '#lib/server/api.ts';

declare global {
  namespace App {
    interface Error {
      /** Stable, snake_case; absent for errors that SvelteKit itself makes. */
      reason?: string;
      details?: Record<string, unknown>;
      requestId?: string;
    }
    interface Locals {
      requestId: string;
      /** null for a stranger and for an API key. */
      user: SignedInUser | null;
      /** Who asks: a person or a key; null for a stranger. */
      actor: Actor | null;
      workspace: WorkspaceMembership | null;
      /** Procedures called inside the process, as whoever sent the request; throws DomainError. */
      api: Api;
      /** What needs cookies: set-up, sign-in and -out, switching the workspace; throws DomainError. */
      access: BoundAccess;
      /** What a person does with their own account; throws DomainError. */
      account: BoundAccount;
      /** The defaults for whoever is no person. */
      preferences: Preferences;
    }
  }
}

export {};
