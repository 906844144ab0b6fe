import { normalisePayee } from '@steward/core/payees';
import { readTransactions, type TransactionSet } from '../transactions.ts';
import type { Payment } from './find.ts';

/** The purchases of a real ledger as they would be imported, all into one account. */
export async function readPayments(set: TransactionSet): Promise<Payment[]> {
  const rows = await readTransactions(set);
  return rows.flatMap(({ row: { payee, date, amount } }) =>
    amount === 0 || !/^\d{4}-\d{2}-\d{2}$/.test(date)
      ? []
      : [{ payee: normalisePayee(payee), date, amountMinor: -amount, stream: null }],
  );
}
