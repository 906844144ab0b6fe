import type { IdentifiedRow, KnownTransaction, KnownTwins } from '@steward/core/imports';
import type { Orm } from '@steward/db/client';
import { findByExternalId, findByFingerprint, PENDING_FINGERPRINTS } from '@steward/db/ledger';

interface PlacedRow {
  accountId: string;
  row: IdentifiedRow;
}

type LedgerTwins = Pick<KnownTwins, 'byExternalId' | 'byFingerprint'>;

/** A look-up of what the ledger holds of these rows, account by account. */
export async function findTwins(
  orm: Orm,
  rows: readonly PlacedRow[],
): Promise<(placed: PlacedRow) => LedgerTwins> {
  const byFingerprint = await findByFingerprint(
    orm,
    rows.map(({ row }) => row.fingerprint),
  );
  const byExternalId = new Map<string, Map<string, KnownTransaction>>();
  for (const [accountId, own] of Map.groupBy(rows, (placed) => placed.accountId)) {
    const externalIds = own.flatMap(({ row }) => row.externalId ?? []);
    byExternalId.set(accountId, await findByExternalId(orm, { accountId }, externalIds));
    // What a row of a pending payment was known by stays known when it is booked under another fingerprint.
    const pending = own.flatMap(({ row }) => (row.isPending ? [row.fingerprint] : []));
    const place = { accountId, source: PENDING_FINGERPRINTS };
    for (const [fingerprint, known] of await findByExternalId(orm, place, pending)) {
      if (!byFingerprint.has(fingerprint)) byFingerprint.set(fingerprint, known);
    }
  }
  return ({ accountId, row }) => ({
    byExternalId: row.externalId === null ? null : (byExternalId.get(accountId)?.get(row.externalId) ?? null),
    byFingerprint: byFingerprint.get(row.fingerprint) ?? null,
  });
}
