import { DomainError } from '@steward/core/errors';
import { spellAccountNumber, type Account } from '@steward/core/ledger';
import type { Orm } from '@steward/db/client';
import { listAccounts } from '@steward/db/ledger';

/** @throws DomainError where another account has the name, or the number by which files find their account. */
export async function refuseTaken(
  orm: Orm,
  { id, name, externalId }: Pick<Account, 'id' | 'name' | 'externalId'>,
): Promise<void> {
  const others = (await listAccounts(orm)).filter((account) => account.id !== id);
  if (others.some((account) => account.name === name)) {
    const message = `There is an account named ${name} already; choose another name.`;
    throw new DomainError({ code: 'conflict', reason: 'account_name', message });
  }
  const number = spellAccountNumber(externalId);
  const twin = others.find((account) => number !== '' && spellAccountNumber(account.externalId) === number);
  if (!twin) return;
  const message = `${twin.name} has the number ${externalId ?? ''} already; a number finds one account only.`;
  throw new DomainError({ code: 'conflict', reason: 'account_number', message });
}
