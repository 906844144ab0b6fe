import type { AuditLog } from '@steward/core/audit';
import { DomainError } from '@steward/core/errors';
import type { Api } from '#lib/server/api.ts';

/** One record; null where the chain has none, before its first and after its last. */
export async function findLog(api: Api, seq: number): Promise<AuditLog | null> {
  try {
    return await api.mlSystem.getAuditLog({ id: String(seq) });
  } catch (error) {
    if (error instanceof DomainError && error.code === 'not_found') return null;
    throw error;
  }
}
