import { canonicalJson, sha256Hex, type JsonValue } from '@steward/core/canonical';
import { sql } from 'drizzle-orm';
import type { Orm } from '../client/index.ts';

export interface KnownWorkspace {
  id: string;
  name: string;
  /** Changes whenever who may do what in the workspace does. */
  accessHash: string;
}

/** Every workspace of the control database, with a hash over its name, members and keys. */
export async function readKnownWorkspaces(orm: Orm): Promise<KnownWorkspace[]> {
  // In one statement, so that it is of one moment.
  const rows = await orm.all<{ id: string; name: string; members: string; keys: string }>(sql`
    select id, name,
      (select coalesce(json_group_array(json_array(id, userId, role)), '[]')
        from (select * from member where organizationId = o.id order by id)) as members,
      (select coalesce(json_group_array(json_array(id, permissions, metadata, enabled, expiresAt)), '[]')
        from (select * from apikey where referenceId = o.id order by id)) as keys
    from organization o order by id`);
  return rows.map(({ id, name, members, keys }) => ({
    ...{ id, name },
    accessHash: sha256Hex(canonicalJson([name, members, keys] satisfies JsonValue[])),
  }));
}
