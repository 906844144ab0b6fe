import type { StewardClient } from '@steward/client/client';
import type { Import } from '@steward/core/imports';
import { spellAccountNumber } from '@steward/core/ledger';
import { UsageError } from '../arguments/index.ts';
import { CommandFailure } from '../connection/index.ts';
import { findAccount } from '../ledger/index.ts';
import { plain } from '../output/index.ts';

/**
 * Says where each account of a file goes: `DE12=Current,DE34=`, the second left out. The preview is made anew.
 *
 * @throws UsageError for what is no such list, CommandFailure for a number that the file does not name.
 */
export async function chooseAccounts(client: StewardClient, file: Import, text: string): Promise<void> {
  const named = file.accounts.map(({ number }) => number);
  const accounts: { number: string; accountId: string | null }[] = [];
  for (const pair of text.split(',')) {
    const [, number = '', account = ''] = /^([^=]+)=(.*)$/.exec(pair.trim()) ?? [];
    if (number === '')
      throw new UsageError(`--accounts takes NUMBER=ACCOUNT, with commas between, not ${pair}.`);
    if (!named.includes(spellAccountNumber(number))) {
      const message = `The file names no account ${number}. It names: ${named.filter(Boolean).join(', ') || 'none'}.`;
      throw new CommandFailure({ exit: 'failed', reason: 'account_number', message });
    }
    accounts.push({ number, accountId: account === '' ? null : (await findAccount(client, account)).id });
  }
  await client.imports.setOptions.mutate({ ...file.options, id: file.id, accounts });
}

/** Where each account of a file goes; nothing for a file of one. */
export async function describeAccounts(client: StewardClient, { accounts }: Import): Promise<string[]> {
  const isPlain = accounts.length === 0 || (accounts.length === 1 && accounts[0]?.accountId !== null);
  if (isPlain) return [];
  const names = new Map((await client.ledger.listAccounts.query()).map(({ id, name }) => [id, name]));
  return accounts.map(({ number, accountId, entries, how }) => {
    const what = `Account ${plain(number) || 'without a number'}, ${entries} entries`;
    if (accountId !== null) return `${what}: to ${plain(names.get(accountId) ?? accountId)}.`;
    return how === 'left_out'
      ? `${what}: left out, as you said.`
      : `${what}: left out, none of yours has this number. Say --accounts ${plain(number)}=ACCOUNT.`;
  });
}
