import type { IdentifiedRow, RowReason } from '@steward/core/imports';
import { createId, type Entropy } from '@steward/core/identity';
import type { MatchEvidence } from '@steward/core/matches';
import type { RowToCommit } from '@steward/db/imports';
import type { NewMatch } from '@steward/db/matches';

/** A row with the fingerprint that it has in the ledger: that of the file, unless it is one more of its kind there. */
export function withLedgerFingerprint(reason: RowReason, row: IdentifiedRow): IdentifiedRow {
  const isOneMore = reason.code === 'maybe_second' || reason.code === 'kept';
  return isOneMore ? { ...row, fingerprint: reason.fingerprint } : row;
}

/** What the rows that came in may be the same as. */
export function toMatches(
  rows: readonly RowToCommit[],
  links: readonly { rowNumber: number; transactionId: string }[],
  entropy: Entropy,
): NewMatch[] {
  return rows.flatMap(({ reason }, index) => {
    const evidence = evidenceOf(reason);
    if (evidence === null || !('transactionId' in reason)) return [];
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
