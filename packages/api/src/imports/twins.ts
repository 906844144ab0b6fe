import type { IdentifiedRow, KnownTwins } from '@steward/core/imports';
import type { Orm } from '@steward/db/client';
import { findByExternalId, findByFingerprint } from '@steward/db/ledger';

export interface PlacedRow {
  accountId: string;
  row: IdentifiedRow;
}

type LedgerTwins = Pick<KnownTwins, 'byExternalId' | 'byFingerprint'>;

/** A look-up of what the ledger holds of these rows, account by account. */
export async function findTwins(
  orm: Orm,
  rows: readonly PlacedRow[],
): Promise<(placed: PlacedRow) => LedgerTwins> {
  const fingerprints = rows.map(({ row }) => row.fingerprint);
  const byFingerprint = await findByFingerprint(orm, fingerprints);
  const byExternalId = new Map<string, Awaited<ReturnType<typeof findByExternalId>>>();
  for (const accountId of new Set(rows.map((placed) => placed.accountId))) {
    const own = rows.filter((placed) => placed.accountId === accountId);
    const externalIds = own.flatMap(({ row }) => row.externalId ?? []);
    byExternalId.set(accountId, await findByExternalId(orm, accountId, externalIds));
  }
  return ({ accountId, row }) => ({
    byExternalId: row.externalId === null ? null : (byExternalId.get(accountId)?.get(row.externalId) ?? null),
    byFingerprint: byFingerprint.get(row.fingerprint) ?? null,
  });
}
