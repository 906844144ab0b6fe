import { DomainError } from '@steward/core/errors';
import type { EditTransaction, TransactionDetail } from '@steward/core/ledger';
import type { Orm } from '@steward/db/client';
import type { FieldChange } from '../changes/index.ts';
import { findAccount } from './add.service.ts';

type Facts = Pick<EditTransaction, 'accountId' | 'date' | 'amountMinor' | 'splits'>;

/**
 * Account, date and amount of a transaction that somebody entered. With one split, the split is of the new amount.
 *
 * @throws DomainError `imported` for what a bank wrote, `transfer` for one side of a transfer, `account`, `currency`, and
 * `split_sum` where several splits would add up to something else.
 */
export async function factChanges(
  orm: Orm,
  transaction: TransactionDetail,
  facts: Facts,
): Promise<FieldChange[]> {
  const changed = changedFacts(transaction, facts);
  if (changed.length === 0) return [];
  const names = changed.map(({ field }) => field).join(' and ');
  if (!transaction.isByHand) {
    const message = `The ${names} of this transaction is what the bank wrote, and stays as it is. Payee, category, status, splits and notes can be changed.`;
    throw new DomainError({ code: 'invalid', reason: 'imported', message });
  }
  if (transaction.transferId !== null) {
    const message = `The transaction is one side of a transfer; undo that first, then change its ${names}.`;
    throw new DomainError({ code: 'conflict', reason: 'transfer', message });
  }
  if (facts.accountId !== undefined) await refuseOtherCurrency(orm, transaction, facts.accountId);
  const about = { entity: 'transaction', entityId: transaction.id } as const;
  const { amountMinor } = facts;
  const isMoved = amountMinor !== undefined && amountMinor !== transaction.amountMinor;
  if (!isMoved || facts.splits !== undefined) return changed.map((change) => ({ ...about, ...change }));
  const [split, ...others] = transaction.splits;
  if (!split || others.length > 0) {
    const message = 'The transaction is split; say with the new amount how much of it each split is.';
    throw new DomainError({ code: 'invalid', reason: 'split_sum', message });
  }
  return [...changed, { field: 'splits', after: [{ ...split, amountMinor }] }].map((change) => {
    return { ...about, ...change };
  });
}

function changedFacts(
  transaction: TransactionDetail,
  { accountId, date, amountMinor }: Facts,
): Pick<FieldChange, 'field' | 'after'>[] {
  const asked = [
    { field: 'account', before: transaction.accountId, after: accountId },
    { field: 'date', before: transaction.date, after: date },
    { field: 'amount', before: transaction.amountMinor, after: amountMinor },
  ];
  return asked.flatMap(({ field, before, after }) =>
    after === undefined || after === before ? [] : [{ field, after }],
  );
}

async function refuseOtherCurrency(
  orm: Orm,
  { currency }: TransactionDetail,
  accountId: string,
): Promise<void> {
  const account = await findAccount(orm, accountId);
  if (account.currency === currency) return;
  const message = `${account.name} is in ${account.currency}, the transaction in ${currency}. Remove it here and add it there.`;
  throw new DomainError({ code: 'invalid', reason: 'currency', message });
}
