import { canonicalJson } from '../canonical/index.ts';
import { commitToPayload, GENESIS_HASH, hashRecord } from './audit-chain.ts';
import { AuditExportTrailer, AuditRecord, type AuditHeader } from './audit.schema.ts';

export type AuditFault =
  | { fault: 'unreadable'; line: number; message: string }
  | { fault: 'missing'; expectedSeq: number; foundSeq: number; message: string }
  | { fault: 'swapped'; seq: number; message: string }
  | { fault: 'header_edited'; seq: number; message: string }
  | { fault: 'payload_edited'; seq: number; message: string }
  | { fault: 'cut_off'; message: string };

export type AuditVerification =
  | { status: 'verified'; count: number; erased: number; headHash: string }
  | { status: 'broken'; count: number; fault: AuditFault };

/** A verifier is fed records in order; plain data, so that a huge export needs no memory. */
export interface AuditVerifier {
  firstSeq: number | null;
  nextSeq: number;
  headHash: string;
  count: number;
  erased: number;
}

export function createVerifier(start: { seq: number; previousHash: string } | null = null): AuditVerifier {
  return {
    firstSeq: null,
    nextSeq: start?.seq ?? 1,
    headHash: start?.previousHash ?? GENESIS_HASH,
    count: 0,
    erased: 0,
  };
}

/** Checks one record against the chain so far and moves on. Returns the fault, or null. */
export function verifyRecord(verifier: AuditVerifier, record: AuditRecord): AuditFault | null {
  const fault = findFault(verifier, record);
  if (fault) return fault;
  verifier.firstSeq ??= record.seq;
  verifier.nextSeq = record.seq + 1;
  verifier.headHash = record.hash;
  verifier.count += 1;
  if (record.payload === null) verifier.erased += 1;
  return null;
}

function findFault(verifier: AuditVerifier, record: AuditRecord): AuditFault | null {
  const { seq } = record;
  if (seq < verifier.nextSeq) {
    return { fault: 'swapped', seq, message: `Record ${seq} stands after record ${verifier.nextSeq - 1}.` };
  }
  if (seq > verifier.nextSeq) {
    const message = `Record ${verifier.nextSeq} is missing: record ${seq} stands in its place.`;
    return { fault: 'missing', expectedSeq: verifier.nextSeq, foundSeq: seq, message };
  }
  if (record.previousHash !== verifier.headHash) {
    const message = `Record ${seq} does not follow from record ${seq - 1}: its previous hash is another.`;
    return { fault: 'header_edited', seq, message };
  }
  if (hashRecord(record.previousHash, headerOf(record), record.commitment) !== record.hash) {
    return {
      fault: 'header_edited',
      seq,
      message: `Record ${seq} was edited: its hash does not fit its header.`,
    };
  }
  const { payload, salt } = record;
  if (payload === null && salt === null) return null;
  const isWhole = payload !== null && salt !== null;
  if (isWhole && commitToPayload(salt, canonicalJson(payload)) === record.commitment) return null;
  return {
    fault: 'payload_edited',
    seq,
    message: `Record ${seq} was edited: its payload does not fit its hash.`,
  };
}

/** The hashed part of a record. */
function headerOf(record: AuditRecord): AuditHeader {
  const { seq, at, actor, action, system, subject, modelVersion } = record;
  return { seq, at, actor, action, system, subject, modelVersion };
}

/** Verifies an export line by line. The last line must be the trailer. */
export async function verifyExport(lines: AsyncIterable<string>): Promise<AuditVerification> {
  let verifier: AuditVerifier | null = null;
  let trailer: AuditExportTrailer | null = null;
  let line = 0;
  const broken = (fault: AuditFault): AuditVerification => ({
    status: 'broken',
    count: verifier?.count ?? 0,
    fault,
  });
  for await (const text of lines) {
    line += 1;
    if (text.trim() === '') continue;
    if (trailer) return broken({ fault: 'unreadable', line, message: `Line ${line} stands after the end.` });
    const parsed = parseLine(text);
    if (parsed === null) {
      return broken({ fault: 'unreadable', line, message: `Line ${line} is not an audit record.` });
    }
    if ('end' in parsed) {
      trailer = parsed;
      continue;
    }
    verifier ??= createVerifier();
    const fault = verifyRecord(verifier, parsed);
    if (fault) return broken(fault);
  }
  return judgeEnd(verifier ?? createVerifier(), trailer);
}

function judgeEnd(verifier: AuditVerifier, trailer: AuditExportTrailer | null): AuditVerification {
  const { count, erased, headHash } = verifier;
  if (trailer === null) {
    const message = `The end is missing: the file stops after record ${verifier.nextSeq - 1}.`;
    return { status: 'broken', count, fault: { fault: 'cut_off', message } };
  }
  if (trailer.count !== count || trailer.headHash !== headHash) {
    const message = `The file closes with ${trailer.count} records, but ${count} are there, or the head differs.`;
    return { status: 'broken', count, fault: { fault: 'cut_off', message } };
  }
  return { status: 'verified', count, erased, headHash };
}

function parseLine(text: string): AuditRecord | AuditExportTrailer | null {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return null;
  }
  const isTrailer = typeof json === 'object' && json !== null && 'end' in json;
  const result = isTrailer ? AuditExportTrailer.safeParse(json) : AuditRecord.safeParse(json);
  return result.success ? result.data : null;
}
