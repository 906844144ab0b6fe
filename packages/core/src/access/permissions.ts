import { z } from 'zod';

/** From most to least powerful. */
export const Role = z.enum(['owner', 'admin', 'reviewer', 'viewer']);
export type Role = z.infer<typeof Role>;

const EVERYONE = ['owner', 'admin', 'reviewer', 'viewer'] as const;
const REVIEWERS = ['owner', 'admin', 'reviewer'] as const;
const ADMINS = ['owner', 'admin'] as const;
const OWNERS = ['owner'] as const;

/** The permission table: who may do what. Every procedure and endpoint names one of these actions. */
export const PERMISSIONS = {
  'workspace:read': EVERYONE,
  'workspace:rename': ADMINS,
  'workspace:remove': OWNERS,
  'workspace:transfer': OWNERS,
  'members:read': EVERYONE,
  'members:write': ADMINS,
  'invitations:read': ADMINS,
  'invitations:write': ADMINS,
  'keys:read': ADMINS,
  'keys:write': ADMINS,
  'settings:read': EVERYONE,
  'settings:write': ADMINS,
  'webhooks:read': ADMINS,
  'webhooks:write': ADMINS,
  'ledger:read': EVERYONE,
  'ledger:write': ADMINS,
  'ledger:undo': ADMINS,
  'recurring:write': REVIEWERS,
  'views:write': REVIEWERS,
  'ledger:close': ADMINS,
  'budgets:read': EVERYONE,
  'budgets:write': ADMINS,
  'payees:read': EVERYONE,
  'payees:write': REVIEWERS,
  'imports:read': EVERYONE,
  'imports:write': ADMINS,
  'decisions:read': EVERYONE,
  'decisions:make': REVIEWERS,
  'model:export': REVIEWERS,
  'review:read': EVERYONE,
  'review:answer': REVIEWERS,
  'audit:read': EVERYONE,
  'audit:export': REVIEWERS,
  'health:read': EVERYONE,
} as const satisfies Record<string, readonly Role[]>;

export type Action = keyof typeof PERMISSIONS;

export const Action = z.enum(Object.keys(PERMISSIONS) as [Action, ...Action[]]);
