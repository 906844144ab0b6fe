import type { AuditHead } from '@steward/core/backup';
import { createVerifier, verifyRecord } from '@steward/core/audit';
import { readAuditHead, readAuditRange } from '@steward/db/audit';
import type { ReadOnlyFile } from '@steward/db/backup';

const PAGE = 1_000;

export interface ChainProof {
  /** Records that were verified. */
  records: number;
  erased: number;
  head: AuditHead | null;
  /** What is wrong with it; null for a whole chain. */
  fault: string | null;
}

interface Proving {
  /** Only the newest so many records; else all. */
  last?: number | undefined;
  onRecords?: (records: number) => void;
}

/** Recomputes every hash of a stored chain, or of its newest records. */
export async function proveChain(
  file: ReadOnlyFile,
  { last, onRecords = () => undefined }: Proving = {},
): Promise<ChainProof> {
  const head = await file.read(readAuditHead);
  const headSeq = head?.seq ?? 0;
  const firstSeq = last === undefined ? 1 : Math.max(1, headSeq - last + 1);
  const verifier = createVerifier(await readStart(file, firstSeq));
  const proof = (fault: string | null): ChainProof => {
    const { count, erased } = verifier;
    return { records: count, erased, head, fault };
  };
  for (let seq = firstSeq; seq <= headSeq; seq += PAGE) {
    const limit = Math.min(PAGE, headSeq - seq + 1);
    let records;
    try {
      records = await file.read((orm) => readAuditRange(orm, seq, limit));
    } catch (error) {
      return proof(`Records ${seq} to ${seq + limit - 1} cannot be read: ${reasonOf(error)}.`);
    }
    for (const record of records) {
      const fault = verifyRecord(verifier, record);
      if (fault) return proof(fault.message);
    }
    onRecords(records.length);
  }
  if (verifier.nextSeq - 1 === headSeq) return proof(null);
  return proof(`Record ${verifier.nextSeq} is missing: the chain ends before its head, record ${headSeq}.`);
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function readStart(file: ReadOnlyFile, firstSeq: number) {
  if (firstSeq === 1) return null;
  const [before] = await file.read((orm) => readAuditRange(orm, firstSeq - 1, 1));
  // Where it is missing, the first record is found not to follow from it.
  return { seq: firstSeq, previousHash: before?.seq === firstSeq - 1 ? before.hash : '' };
}
