import type { AuditRecord } from '@steward/core/audit';
import type { JsonObject } from '@steward/core/canonical';
import type { Actor } from '@steward/core/identity';
import { and, asc, desc, eq, gte, inArray, lt, lte, sql, type SQL } from 'drizzle-orm';
import type { Orm } from '../client/index.ts';
import { auditIndex, auditPayload, auditRecord } from './audit.table.ts';

export interface AuditSearch {
  systems?: string[];
  actions?: string[];
  subject?: string;
  payeeId?: string;
  actorId?: string;
  /** UTC milliseconds, start inclusive, end exclusive. */
  startAt?: number;
  endAt?: number;
  minConfidence?: number;
  maxConfidence?: number;
  /** Records before this sequence: the keyset of the next page. */
  beforeSeq?: number;
  limit: number;
}

/** Newest first. */
export async function searchAudit(orm: Orm, search: AuditSearch): Promise<AuditRecord[]> {
  const rows = await orm
    .select({ record: auditRecord, salt: auditPayload.salt, payload: auditPayload.payload })
    .from(auditRecord)
    .leftJoin(auditPayload, eq(auditPayload.seq, auditRecord.seq))
    .leftJoin(auditIndex, eq(auditIndex.seq, auditRecord.seq))
    .where(and(...conditionsOf(search)))
    .orderBy(desc(auditRecord.seq))
    .limit(search.limit);
  return rows.map(toRecord);
}

function conditionsOf(search: AuditSearch): SQL[] {
  const conditions: SQL[] = [];
  if (search.systems?.length) conditions.push(inArray(auditRecord.system, search.systems));
  if (search.actions?.length) conditions.push(inArray(auditRecord.action, search.actions));
  if (search.subject) conditions.push(eq(auditRecord.subject, search.subject));
  if (search.payeeId) conditions.push(eq(auditIndex.payeeId, search.payeeId));
  if (search.actorId) conditions.push(sql`json_extract(${auditRecord.actor}, '$.id') = ${search.actorId}`);
  if (search.startAt !== undefined) conditions.push(gte(auditRecord.at, search.startAt));
  if (search.endAt !== undefined) conditions.push(lt(auditRecord.at, search.endAt));
  if (search.minConfidence !== undefined) conditions.push(gte(auditIndex.confidence, search.minConfidence));
  if (search.maxConfidence !== undefined) conditions.push(lte(auditIndex.confidence, search.maxConfidence));
  if (search.beforeSeq !== undefined) conditions.push(lt(auditRecord.seq, search.beforeSeq));
  return conditions;
}

/** Records from `firstSeq` on, in order. */
export async function readAuditRange(orm: Orm, firstSeq: number, limit: number): Promise<AuditRecord[]> {
  const rows = await orm
    .select({ record: auditRecord, salt: auditPayload.salt, payload: auditPayload.payload })
    .from(auditRecord)
    .leftJoin(auditPayload, eq(auditPayload.seq, auditRecord.seq))
    .where(gte(auditRecord.seq, firstSeq))
    .orderBy(asc(auditRecord.seq))
    .limit(limit);
  return rows.map(toRecord);
}

/** Sequence and hash of the newest record; null for an empty chain. */
export async function readAuditHead(orm: Orm): Promise<{ seq: number; hash: string } | null> {
  const rows = await orm
    .select({ seq: auditRecord.seq, hash: auditRecord.hash })
    .from(auditRecord)
    .orderBy(desc(auditRecord.seq))
    .limit(1);
  return rows[0] ?? null;
}

/** Payloads by sequence; erased ones are absent. */
export async function readAuditPayload(orm: Orm, seqs: number[]): Promise<Map<number, JsonObject>> {
  if (seqs.length === 0) return new Map();
  const rows = await orm.select().from(auditPayload).where(inArray(auditPayload.seq, seqs));
  return new Map(rows.map((row) => [row.seq, JSON.parse(row.payload) as JsonObject]));
}

interface Row {
  record: typeof auditRecord.$inferSelect;
  salt: string | null;
  payload: string | null;
}

function toRecord({ record, salt, payload }: Row): AuditRecord {
  return {
    ...record,
    actor: JSON.parse(record.actor) as Actor,
    action: record.action as AuditRecord['action'],
    system: record.system as AuditRecord['system'],
    salt,
    payload: payload === null ? null : (JSON.parse(payload) as AuditRecord['payload']),
  };
}
