import { Action, KeyRights, KeyRole, type ApiKey } from '@steward/core/access';
import { z } from 'zod';

/** What lies in a key's permissions. */
const Permissions = z.object({ role: z.tuple([KeyRole]), actions: z.array(Action).optional() });

/** What lies in a key's metadata; older keys have none. */
const Metadata = z.object({
  expiresAt: z.number().int().nullable().default(null),
  limitPerMinute: KeyRights.shape.limitPerMinute,
  allowedAddresses: KeyRights.shape.allowedAddresses,
  replacedById: z.string().nullable().default(null),
});

export type StoredRights = KeyRights & Pick<ApiKey, 'replacedById'>;

/** How the rights of a key are stored with it. */
export function storeRights({ role, actions, expiresAt, replacedById, ...limits }: StoredRights) {
  return {
    permissions: { role: [role], ...(actions && { actions }) },
    metadata: { ...limits, expiresAt: expiresAt?.getTime() ?? null, replacedById },
  };
}

/** The rights of a stored key; null for one that has no role. */
export function readRights(stored: { permissions?: unknown; metadata?: unknown }): StoredRights | null {
  const permissions = Permissions.safeParse(fromJson(stored.permissions));
  const metadata = Metadata.safeParse(fromJson(stored.metadata) ?? {});
  if (!permissions.success || !metadata.success) return null;
  const { expiresAt, ...limits } = metadata.data;
  return {
    ...limits,
    role: permissions.data.role[0],
    actions: permissions.data.actions ?? null,
    expiresAt: expiresAt === null ? null : new Date(expiresAt),
  };
}

/** The plugin hands these out as objects or as the JSON that is stored. */
function fromJson(value: unknown): unknown {
  return typeof value === 'string' ? (JSON.parse(value) as unknown) : value;
}
