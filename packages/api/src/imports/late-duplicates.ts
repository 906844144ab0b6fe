import { judgeRow, type IdentifiedRow, type RowReason } from '@steward/core/imports';
import { createId, type Entropy } from '@steward/core/identity';
import type { MatchEvidence } from '@steward/core/matches';
import type { WriteTx } from '@steward/db/client';
import { setJudgements, type JudgedRow, type RowToCommit } from '@steward/db/imports';
import { findByExternalId, findByFingerprint } from '@steward/db/ledger';
import type { NewMatch } from '@steward/db/matches';

/** The fingerprint that a row has in the ledger: that of the file, unless it is one more of its kind there. */
export function ledgerFingerprintOf(reason: RowReason, row: IdentifiedRow): string {
  return reason.code === 'maybe_second' || reason.code === 'kept' ? reason.fingerprint : row.fingerprint;
}

/** Rows to bring in, without those that came in by another way since they were judged. */
export async function dropLateDuplicates(
  tx: WriteTx,
  { importId, accountId }: { importId: string; accountId: string },
  all: readonly RowToCommit[],
): Promise<RowToCommit[]> {
  const rows = all.filter(({ outcome }) => outcome === 'new' || outcome === 'matched');
  const fingerprints = rows.map(({ reason, row }) => ledgerFingerprintOf(reason, row));
  const externalIds = rows.flatMap(({ row }) => row.externalId ?? []);
  const byFingerprint = await findByFingerprint(tx.orm, fingerprints);
  const byExternalId = await findByExternalId(tx.orm, accountId, externalIds);
  const late: JudgedRow[] = [];
  const fresh = rows.filter(({ rowNumber, reason, row }) => {
    const judgement = judgeRow(
      { row, twinRow: null },
      {
        byExternalId: row.externalId === null ? null : (byExternalId.get(row.externalId) ?? null),
        byFingerprint: byFingerprint.get(ledgerFingerprintOf(reason, row)) ?? null,
        bySameFile: null,
      },
    );
    if (judgement.outcome === 'duplicate') late.push({ rowNumber, ...judgement });
    return judgement.outcome !== 'duplicate';
  });
  await setJudgements(tx, importId, late);
  return fresh;
}

/** What the rows that came in may be the same as. */
export function toMatches(
  rows: readonly RowToCommit[],
  links: readonly { rowNumber: number; transactionId: string }[],
  entropy: Entropy,
): NewMatch[] {
  return rows.flatMap(({ outcome, reason }, index) => {
    const evidence = evidenceOf(reason);
    if (outcome !== 'matched' || evidence === null || !('transactionId' in reason)) return [];
    const secondId = links[index]?.transactionId ?? '';
    const kind = 'duplicate' as const;
    return [{ id: createId('mat', entropy), kind, firstId: reason.transactionId, secondId, evidence }];
  });
}

function evidenceOf(reason: RowReason): MatchEvidence | null {
  switch (reason.code) {
    case 'maybe_second':
      return { rule: 'same_day_cut', daysApart: 0, payeeLikeness: 1 };
    case 'maybe_same':
      return { rule: 'near', daysApart: reason.daysApart, payeeLikeness: reason.payeeLikeness };
    default:
      return null;
  }
}
