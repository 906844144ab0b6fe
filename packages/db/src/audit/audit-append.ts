import { GENESIS_HASH, linkRecord, type AuditAction, type AuditSystem } from '@steward/core/audit';
import { canonicalJson, type CanonicalObject, type CanonicalText } from '@steward/core/canonical';
import type { Actor } from '@steward/core/identity';
import { randomBytes } from 'node:crypto';
import type { WriteTx } from '../client/index.ts';

export interface AuditEntry {
  at: Date;
  actor: Actor;
  action: AuditAction;
  system: AuditSystem;
  subject: string;
  modelVersion?: string;
  payload: CanonicalObject | CanonicalText;
  /** What searches filter by. */
  index?: { payeeId?: string; confidence?: number };
}

export interface AppendedAudit {
  seq: number;
  hash: string;
}

const RECORD_COLUMNS = [
  'seq',
  'at',
  'actor',
  'action',
  'system',
  'subject',
  'model_version',
  'previous_hash',
  'commitment',
  'hash',
] as const;

/** Appends records to the workspace's chain, in the transaction of what they record. */
export async function appendAudit(tx: WriteTx, entries: readonly AuditEntry[]): Promise<AppendedAudit[]> {
  if (entries.length === 0) return [];
  const head = await tx.execute('select seq, hash from audit_record order by seq desc limit 1');
  const [seqBefore, hashBefore] = [head.rows[0]?.seq, head.rows[0]?.hash];
  let seq = typeof seqBefore === 'number' ? seqBefore : 0;
  let previousHash = typeof hashBefore === 'string' ? hashBefore : GENESIS_HASH;
  const salts = randomBytes(16 * entries.length);
  const records = entries.map((entry, index) => {
    seq += 1;
    const { actor, action, system, subject, payload } = entry;
    const modelVersion = entry.modelVersion ?? null;
    // Keys in order, so that it is canonical JSON as it stands.
    const header = { action, actor, at: entry.at.getTime(), modelVersion, seq, subject, system };
    const salt = salts.subarray(16 * index, 16 * (index + 1)).toString('hex');
    const record = linkRecord(previousHash, { header, salt, canonicalPayload: canonicalJson(payload) });
    previousHash = record.hash;
    return record;
  });
  await tx.insertMany(
    'audit_record',
    RECORD_COLUMNS,
    records.map(({ header, ...record }) => [
      ...[header.seq, header.at, canonicalJson(header.actor), header.action, header.system, header.subject],
      ...[header.modelVersion, record.previousHash, record.commitment, record.hash],
    ]),
  );
  await tx.insertMany(
    'audit_payload',
    ['seq', 'salt', 'payload'],
    records.map(({ header, salt, canonicalPayload }) => [header.seq, salt, canonicalPayload]),
  );
  await indexEntries(tx, entries, seq - entries.length + 1);
  return records.map(({ header, hash }) => ({ seq: header.seq, hash }));
}

async function indexEntries(tx: WriteTx, entries: readonly AuditEntry[], firstSeq: number): Promise<void> {
  const rows = entries.flatMap(({ index }, offset) =>
    index ? [[firstSeq + offset, index.payeeId ?? null, index.confidence ?? null]] : [],
  );
  await tx.insertMany('audit_index', ['seq', 'payee_id', 'confidence'], rows);
}
