import { checkAccountBalance, type FileAccount } from '@steward/core/imports';
import type { Orm } from '@steward/db/client';
import { readBookedDays, readNewDays } from '@steward/db/imports';
import { readAccount } from '@steward/db/ledger';

/**
 * Each account of a file with its balance beside what the file says: with the rows that are yet to come in while the import
 * is not committed, and as the ledger is afterwards.
 */
export async function checkAccounts(
  orm: Orm,
  {
    importId,
    accounts,
    isCommitted,
  }: { importId: string; accounts: readonly FileAccount[]; isCommitted: boolean },
): Promise<FileAccount[]> {
  const checked: FileAccount[] = [];
  for (const found of accounts) checked.push({ ...found, balance: await balanceOf(found) });
  return checked;

  async function balanceOf({ accountId, checkpoints }: FileAccount): Promise<FileAccount['balance']> {
    const account = accountId === null ? null : await readAccount(orm, accountId);
    const until = checkpoints.at(-1)?.date;
    if (!account || until === undefined) return null;
    const { id, currency, openingBalanceMinor } = account;
    const booked = await readBookedDays(orm, { accountId: id, until });
    const coming = isCommitted ? [] : await readNewDays(orm, { importId, accountId: id });
    return checkAccountBalance({
      ...{ checkpoints, currency, openingBalanceMinor },
      booked: [...booked, ...coming],
    });
  }
}
