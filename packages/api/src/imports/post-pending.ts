import type { ChangeSetItem } from '@steward/core/changes';
import type { JsonValue } from '@steward/core/canonical';
import type { IdentifiedRow } from '@steward/core/imports';
import { bumpVersions, followTransactions, insertItems, readStanding, writeItems } from '@steward/db/changes';
import type { WriteTx } from '@steward/db/client';
import { BANK_IDS, insertExternalIds, PENDING_FINGERPRINTS } from '@steward/db/ledger';
import { setImmediate as nextTurn } from 'node:timers/promises';

/** A row that books what was pending. */
export interface PostedRow {
  rowNumber: number;
  accountId: string;
  row: IdentifiedRow;
  transactionId: string;
  /** Whether no other transaction has the row's external id. */
  hasOwnId: boolean;
}

interface Posting {
  changeSetId: string;
  at: Date;
  rows: readonly PostedRow[];
}

/**
 * Gives pending transactions what the bank has booked: the transaction stays the same one, and each value that changes is an
 * item of the import's change set. What it was known by while it was pending stays known.
 */
export async function postPending(tx: WriteTx, { changeSetId, at, rows }: Posting): Promise<void> {
  if (rows.length === 0) return;
  const items = await itemsOf(tx, rows);
  await writeItems(tx, items, { at, pause: nextTurn });
  await insertItems(tx, changeSetId, items);
  const ids = rows.map(({ transactionId }) => transactionId);
  await bumpVersions(tx, ids);
  await followTransactions(tx, ids, at);
  await keepKnown(tx, rows, items);
}

async function itemsOf(tx: WriteTx, rows: readonly PostedRow[]): Promise<ChangeSetItem[]> {
  const wanted = rows.flatMap(({ transactionId, row }) =>
    Object.entries(fieldsOf(row)).map(([field, after]) => {
      return { entity: 'transaction', entityId: transactionId, field, after } as const;
    }),
  );
  const splitPlaces = rows.map(({ transactionId }) => {
    return { entity: 'transaction', entityId: transactionId, field: 'splits' } as const;
  });
  const standing = await readStanding(tx.orm, [...wanted, ...splitPlaces]);
  const items = wanted.flatMap((change): ChangeSetItem[] => {
    const before = standing.of(change) ?? null;
    return before === change.after ? [] : [{ ...change, before }];
  });
  const moved = items.filter(({ field }) => field === 'amount');
  return [
    ...items,
    ...moved.map(({ entity, entityId, before, after }): ChangeSetItem => {
      const place = { entity, entityId, field: 'splits' };
      const splits = standing.of(place) ?? [];
      return { ...place, before: splits, after: withFirstMoved(splits, Number(after) - Number(before)) };
    }),
  ];
}

function fieldsOf(row: IdentifiedRow): Record<string, JsonValue> {
  const { date, amountMinor, payee, memo, fingerprint, original } = row;
  return {
    ...{ date, amount: amountMinor, importedPayee: payee, importedMemo: memo, status: 'posted', fingerprint },
    originalAmount: original?.amountMinor ?? null,
    originalCurrency: original?.currency ?? null,
    exchangeRate: original?.rate ?? null,
  };
}

/** What the bank books more or less than was pending is of the first part. */
function withFirstMoved(splits: JsonValue, by: number): JsonValue {
  const [first, ...others] = Array.isArray(splits) ? splits : [];
  if (typeof first !== 'object' || first === null || Array.isArray(first)) return splits;
  return [{ ...first, amountMinor: Number(first.amountMinor) + by }, ...others];
}

async function keepKnown(
  tx: WriteTx,
  rows: readonly PostedRow[],
  items: readonly ChangeSetItem[],
): Promise<void> {
  const rowOf = new Map(rows.map((row) => [row.transactionId, row]));
  const pending = items.flatMap(({ field, entityId, before }) => {
    const { accountId = '' } = rowOf.get(entityId) ?? {};
    return field === 'fingerprint' && typeof before === 'string'
      ? [{ accountId, source: PENDING_FINGERPRINTS, externalId: before, transactionId: entityId }]
      : [];
  });
  const own = rows.flatMap(({ accountId, transactionId, row, hasOwnId }) =>
    row.externalId === null || !hasOwnId
      ? []
      : [{ accountId, source: BANK_IDS, externalId: row.externalId, transactionId }],
  );
  await insertExternalIds(tx, [...pending, ...own]);
}
