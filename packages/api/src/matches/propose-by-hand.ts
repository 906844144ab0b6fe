import { createId } from '@steward/core/identity';
import { proposeImportedTwin } from '@steward/core/matches';
import type { WorkspaceDb, WriteTx } from '@steward/db/client';
import { readTransaction } from '@steward/db/ledger';
import { findNear, insertMatches, readMatchedDuplicates } from '@steward/db/matches';
import { randomBytes } from 'node:crypto';
import { proposeTransfersFor } from './propose-transfers.ts';

interface SearchDeps {
  db: WorkspaceDb;
  now: () => Date;
}

/**
 * Looks for what a transaction that somebody entered may be: a row that a file brought before, or one side of a transfer. May
 * be done again: what is known stays as it is.
 */
export async function proposeMatchesByHand({ db, now }: SearchDeps, id: string): Promise<void> {
  await db.write((tx) => proposeTwin(tx, id, now()));
  await proposeTransfersFor({ db, now }, [id]);
}

async function proposeTwin(tx: WriteTx, id: string, at: Date): Promise<void> {
  const entered = await readTransaction(tx.orm, id);
  if (!entered?.isByHand || (await readMatchedDuplicates(tx.orm, [id])).size > 0) return;
  const { accountId, date, amountMinor, importedPayee: payee } = entered;
  const row = { rowNumber: 0, date, amountMinor, payee, hasExternalId: false };
  const near = await findNear(tx.orm, { accountId, importId: '', rows: [row] });
  const taken = await readMatchedDuplicates(
    tx.orm,
    near.map((one) => one.id),
  );
  const twin = proposeImportedTwin(
    row,
    near.filter((one) => !taken.has(one.id)),
  );
  if (twin === null) return;
  const { transactionId: firstId, daysApart, payeeLikeness } = twin;
  const evidence = { rule: 'near', daysApart, payeeLikeness } as const;
  const match = { id: createId('mat', { now: at, random: randomBytes }), kind: 'duplicate' } as const;
  await insertMatches(tx, [{ ...match, firstId, secondId: id, evidence }], at);
}
