import { GENESIS_HASH, type AuditExportTrailer } from '@steward/core/audit';
import { canonicalJson, type JsonValue } from '@steward/core/canonical';
import { readAuditHead, readAuditRange } from '@steward/db/audit';
import type { WorkspaceDb } from '@steward/db/client';
import { setImmediate as nextTurn } from 'node:timers/promises';

/** Records read at once: short enough that the event loop is not held. */
const PAGE = 500;

/**
 * The chain as JSON lines up to its head at the start, closed by a line with count and head hash, so
 * that a cut-off end is found.
 */
export async function* exportAudit(db: WorkspaceDb, now: Date): AsyncGenerator<string> {
  const head = await db.read(readAuditHead);
  const headSeq = head?.seq ?? 0;
  for (let seq = 1; seq <= headSeq; seq += PAGE) {
    const records = await db.read((orm) => readAuditRange(orm, seq, Math.min(PAGE, headSeq - seq + 1)));
    yield records.map((record) => `${canonicalJson(record as unknown as JsonValue)}\n`).join('');
    await nextTurn();
  }
  const trailer: AuditExportTrailer = {
    ...{ end: true, firstSeq: headSeq === 0 ? 0 : 1, count: headSeq },
    ...{ headHash: head?.hash ?? GENESIS_HASH, exportedAt: now.getTime() },
  };
  yield `${canonicalJson(trailer)}\n`;
}
