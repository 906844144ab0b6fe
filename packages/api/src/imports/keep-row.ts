import { DomainError } from '@steward/core/errors';
import type { Import, RowReason } from '@steward/core/imports';
import {
  countOutcomes,
  readFingerprintsOfDay,
  readImport,
  readKeptFingerprints,
  readRowsToCommit,
  setJudgements,
  updateImport,
} from '@steward/db/imports';
import { findFreeFingerprint } from './free-fingerprint.ts';
import type { ImportDeps } from './imports.service.ts';
import { auditImport } from './import-setting.ts';

/** Duplicates that a person knows better of: those that are told by what they say, not by an id. */
const MAY_BE_KEPT: ReadonlySet<RowReason['code']> = new Set(['same_transaction', 'same_at_edge']);

/**
 * A person says that a row which was taken for a duplicate is a second payment just like the first: it comes in with the
 * others. Said again, nothing happens.
 *
 * @throws DomainError `import_row` when there is no such row, `not_ready` and `not_a_twin` when it cannot be kept.
 */
export async function keepRow(
  { db, actor, now }: Pick<ImportDeps, 'db' | 'actor' | 'now'>,
  { id, rowNumber }: { id: string; rowNumber: number },
): Promise<Import> {
  return db.write(async (tx) => {
    const file = await readImport(tx.orm, id);
    const [found] = await readRowsToCommit(tx.orm, id, [rowNumber]);
    if (!found) {
      const message = `Import ${id} has no row ${rowNumber} that can be read.`;
      throw new DomainError({ code: 'not_found', reason: 'import_row', message });
    }
    const { reason, row } = found;
    const accountId = found.accountId ?? file.accountId;
    if (reason.code === 'kept') return file;
    if (file.status !== 'ready') {
      const message = `${file.fileName} is ${file.status}; a row can be brought in before it is committed.`;
      throw new DomainError({ code: 'conflict', reason: 'not_ready', message });
    }
    if (!MAY_BE_KEPT.has(reason.code) || !('transactionId' in reason)) {
      const message = `Row ${rowNumber} is no duplicate by what it says: ${reason.message}`;
      throw new DomainError({ code: 'conflict', reason: 'not_a_twin', message });
    }
    const ofDay = await readFingerprintsOfDay(tx.orm, { importId: id, accountId }, row.date);
    const taken = new Set([...ofDay, ...(await readKeptFingerprints(tx.orm, id))]);
    const fingerprint = await findFreeFingerprint(tx.orm, { accountId, row, taken });
    const message = 'A second one just like a transaction that is here, as somebody said.';
    const { transactionId } = reason;
    const kept: RowReason = { code: 'kept', transactionId, fingerprint, message };
    await setJudgements(tx, id, [{ rowNumber, outcome: 'new', reason: kept }]);
    const counts = await countOutcomes(tx.orm, id);
    await updateImport(tx, id, { newCount: counts.new, duplicateCount: counts.duplicate });
    const after = await readImport(tx.orm, id);
    await auditImport(tx, { file: after, step: 'row_kept', actor, at: now() });
    return after;
  });
}
