import { canonicalJson, sha256Hex, type JsonObject } from '../canonical/index.ts';
import type { AuditHeader, AuditRecord } from './audit.schema.ts';

/** The hash before the first record. */
export const GENESIS_HASH = '0'.repeat(64);

/** commitment = SHA-256(salt || canonical payload); both can be erased without breaking the chain. */
export function commitToPayload(salt: string, payload: JsonObject): string {
  return sha256Hex(salt, canonicalJson(payload));
}

/** hash = SHA-256(previous hash || canonical header || commitment), all as text. */
export function hashRecord(previousHash: string, header: AuditHeader, commitment: string): string {
  return sha256Hex(previousHash, canonicalJson(header), commitment);
}

interface Link {
  header: AuditHeader;
  salt: string;
  payload: JsonObject;
}

/** The next record of a chain whose head has `previousHash`. */
export function linkRecord(previousHash: string, link: Link): AuditRecord {
  const commitment = commitToPayload(link.salt, link.payload);
  return {
    ...link.header,
    previousHash,
    commitment,
    hash: hashRecord(previousHash, link.header, commitment),
    salt: link.salt,
    payload: link.payload as AuditRecord['payload'],
  };
}
