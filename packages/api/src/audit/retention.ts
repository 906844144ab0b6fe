import { SYSTEM_ACTOR } from '@steward/core/identity';
import { settingsOf } from '@steward/core/settings';
import { appendAudit, eraseOldAnswers, eraseOldPayloads, truncateLog } from '@steward/db/audit';
import type { WorkspaceDb } from '@steward/db/client';
import { readStoredSettings } from '@steward/db/settings';
import { setTimeout as sleep } from 'node:timers/promises';

const DAY_MS = 86_400_000;
/** Payloads erased in one transaction: short enough that nobody waits for it. */
const CHUNK = 200;
const PAUSE_MS = 25;

/**
 * Erases what a workspace keeps no longer: payloads and salts of its audit records, and with them the explanations of
 * its decisions. In chunks with pauses; one that is interrupted goes on where it stopped. Returns how many went.
 */
export async function applyRetention(
  db: WorkspaceDb,
  now: () => Date,
  signal?: AbortSignal,
): Promise<number> {
  const { retention } = settingsOf(await db.read(readStoredSettings));
  if (retention.days === null) return 0;
  const olderThan = now().getTime() - retention.days * DAY_MS;
  const erased = await erasePayloads(db, olderThan, signal);
  const answers = await eraseAnswers(db, olderThan, signal);
  if (erased + answers === 0) return 0;
  await db.write((tx) =>
    appendAudit(tx, [
      {
        ...{ at: now(), actor: SYSTEM_ACTOR, action: 'configuration_change', system: 'settings' },
        subject: 'retention',
        payload: { change: 'payloads_erased', name: `${erased} payloads`, erased, answers, olderThan },
      },
    ]),
  );
  // Until then the write-ahead log still holds what was overwritten in the file.
  await db.read(truncateLog);
  return erased;
}

async function erasePayloads(db: WorkspaceDb, olderThan: number, signal?: AbortSignal): Promise<number> {
  let erased = 0;
  let afterSeq = 0;
  while (!signal?.aborted) {
    const chunk = await db.write((tx) => eraseOldPayloads(tx, { afterSeq, olderThan, limit: CHUNK }));
    erased += chunk.erased;
    if (chunk.lastSeq === null || (chunk.isReached && chunk.erased === 0)) break;
    afterSeq = chunk.lastSeq;
    await sleep(PAUSE_MS);
  }
  return erased;
}

async function eraseAnswers(db: WorkspaceDb, olderThan: number, signal?: AbortSignal): Promise<number> {
  let erased = 0;
  while (!signal?.aborted) {
    const gone = await db.write((tx) => eraseOldAnswers(tx, olderThan, CHUNK));
    erased += gone;
    if (gone < CHUNK) break;
    await sleep(PAUSE_MS);
  }
  return erased;
}
