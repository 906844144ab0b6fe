import { canonicalJson, sha256Hex } from '../canonical/index.ts';
import type { AuditHeader } from './audit.schema.ts';

/** The hash before the first record. */
export const GENESIS_HASH = '0'.repeat(64);

/** commitment = SHA-256(salt || canonical payload); both can be erased without breaking the chain. */
export function commitToPayload(salt: string, canonicalPayload: string): string {
  return sha256Hex(salt, canonicalPayload);
}

/** hash = SHA-256(previous hash || canonical header || commitment), all as text. */
export function hashRecord(previousHash: string, header: AuditHeader, commitment: string): string {
  return sha256Hex(previousHash, canonicalJson(header), commitment);
}

interface Link {
  header: AuditHeader;
  salt: string;
  /** Serialised once: it is committed to and stored as it is. */
  canonicalPayload: string;
}

interface LinkedRecord extends Link {
  previousHash: string;
  commitment: string;
  hash: string;
}

/** The next record of a chain whose head has `previousHash`. */
export function linkRecord(previousHash: string, link: Link): LinkedRecord {
  const commitment = commitToPayload(link.salt, link.canonicalPayload);
  return { ...link, previousHash, commitment, hash: hashRecord(previousHash, link.header, commitment) };
}
