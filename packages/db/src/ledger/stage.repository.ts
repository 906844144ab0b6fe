import type { WriteTx } from '../client/index.ts';

interface StagedTransaction {
  id: string;
  splitId: string;
  accountId: string;
  date: string;
  amountMinor: number;
  currency: string;
  payeeId: string;
  payee: string;
  memo: string;
  notes: string;
  state: 'pending' | 'posted';
}

/** What is in front of the fingerprint of a transaction that somebody entered; once a bank books it, it has another one. */
const BY_HAND = 'by hand ';

/** Whether a transaction is only what somebody entered. */
export function isByHand({
  importId,
  fingerprint,
}: {
  importId: string | null;
  fingerprint: string;
}): boolean {
  return importId === null && fingerprint.startsWith(BY_HAND);
}

/** A transaction that is not in the ledger yet, for a change set to bring it in. No file has its fingerprint. */
export async function stageTransaction(tx: WriteTx, row: StagedTransaction, at: Date): Promise<void> {
  const { id, accountId, date, amountMinor, currency, payeeId, payee, memo, notes, state } = row;
  await tx.execute(
    `insert into ledger_transaction (id, account_id, date, amount_minor, currency, payee_id, imported_payee,
       imported_memo, context, notes, status, fingerprint, deleted_at, created_at)
     values (?, ?, ?, ?, ?, ?, ?, ?, '{}', ?, ?, ?, ?, ?)`,
    [
      ...[id, accountId, date, amountMinor, currency, payeeId, payee, memo, notes, state],
      ...[`${BY_HAND}${id}`, at.getTime(), at.getTime()],
    ],
  );
  await tx.execute(
    'insert into ledger_split (id, transaction_id, position, amount_minor) values (?, ?, 0, ?)',
    [...[row.splitId, id, amountMinor]],
  );
}
