import { sql } from 'drizzle-orm';
import type { Orm, WriteTx } from '../client/index.ts';

export interface ErasedChunk {
  /** The last sequence that was looked at; null when there was none left. */
  lastSeq: number | null;
  erased: number;
  /** Whether a payload of the chunk was young enough to stay: later ones are younger still. */
  isReached: boolean;
}

interface Chunk {
  afterSeq: number;
  /** UTC milliseconds; what is older goes. */
  olderThan: number;
  limit: number;
}

/**
 * Erases the payloads, salts and search terms of the oldest records that still have some, and leaves the chain as
 * it is. What is erased is overwritten in the file too.
 */
export async function eraseOldPayloads(
  tx: WriteTx,
  { afterSeq, olderThan, limit }: Chunk,
): Promise<ErasedChunk> {
  await tx.execute('pragma secure_delete = on');
  const { rows } = await tx.execute(
    `select p.seq as seq, r.at as at from audit_payload p join audit_record r on r.seq = p.seq
     where p.seq > ? order by p.seq limit ?`,
    [afterSeq, limit],
  );
  const old = rows.filter((row) => Number(row.at) < olderThan).map((row) => Number(row.seq));
  if (old.length > 0) {
    const slots = old.map(() => '?').join(',');
    await tx.execute(`delete from audit_payload where seq in (${slots})`, old);
    await tx.execute(`delete from audit_index where seq in (${slots})`, old);
  }
  await tx.execute('pragma secure_delete = off');
  const last = rows.at(-1);
  return {
    lastSeq: last ? Number(last.seq) : null,
    erased: old.length,
    isReached: old.length < rows.length,
  };
}

/** Answers kept for callers that ask twice hold explanations too; returns how many went. */
export async function eraseOldAnswers(tx: WriteTx, olderThan: number, limit: number): Promise<number> {
  await tx.execute('pragma secure_delete = on');
  const { rowsAffected } = await tx.execute(
    `delete from decisions_idempotency where key in
     (select key from decisions_idempotency where at < ? limit ?)`,
    [olderThan, limit],
  );
  await tx.execute('pragma secure_delete = off');
  return rowsAffected;
}

/** Copies the write-ahead log into the file and empties it. */
export async function truncateLog(orm: Orm): Promise<void> {
  await orm.all(sql`pragma wal_checkpoint(truncate)`);
}
