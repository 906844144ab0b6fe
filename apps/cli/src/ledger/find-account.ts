import type { StewardClient } from '@steward/client/client';
import { CommandFailure } from '../connection/index.ts';

/**
 * The account of an id or an exact name.
 *
 * @throws CommandFailure when there is none.
 */
export async function findAccount(client: StewardClient, wanted: string) {
  const accounts = await client.ledger.listAccounts.query();
  const account = accounts.find(({ id, name }) => id === wanted || name === wanted);
  if (account) return account;
  const names = accounts.map(({ name }) => name).join(', ');
  const message = `There is no account ${wanted}. There is: ${names}.`;
  throw new CommandFailure({ exit: 'failed', reason: 'account', message });
}
