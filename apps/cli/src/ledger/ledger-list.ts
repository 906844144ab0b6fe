import type { StewardClient } from '@steward/client/client';
import { formatAmount } from '@steward/core/money';
import { UsageError, type Call, type Run } from '../arguments/index.ts';
import { connect } from '../connection/index.ts';
import { alignColumns, EXIT, plain } from '../output/index.ts';
import { findAccount } from './find-account.ts';
import { findCategory } from './find-category.ts';

type Filter = Parameters<StewardClient['ledger']['listTransactions']['query']>[0];

export const runLedgerList: Run = async (call, terminal) => {
  const { client } = connect(call, terminal);
  const limit = limitOf(call);
  const page = await client.ledger.listTransactions.query({ ...(await filterOf(client, call)), limit });
  if (call.isJson) {
    terminal.print(JSON.stringify(page));
    return EXIT.done;
  }
  const rows = page.items.map(({ id, date, payeeName, amountMinor, currency, categoryName, status }) => [
    ...[id, date, plain(payeeName), `${formatAmount({ amountMinor, currency })} ${currency}`],
    ...[plain(categoryName ?? '-'), status],
  ]);
  for (const line of alignColumns(rows)) terminal.print(line);
  terminal.print(`${page.items.length} of ${page.total}.`);
  return EXIT.done;
};

/** What `--account`, `--category`, `--tag` and `--search` ask for; names are looked up. */
export async function filterOf(client: StewardClient, { values }: Call): Promise<Filter> {
  const { account, category, tag, search } = values;
  return {
    ...(account !== undefined && { accountId: (await findAccount(client, account)).id }),
    ...(category !== undefined && { categoryId: (await findCategory(client, category)).id }),
    ...(tag !== undefined && { tag }),
    ...(search !== undefined && { search }),
  };
}

export function limitOf({ values }: Call): number {
  const limit = Number(values.limit ?? '50');
  if (!Number.isInteger(limit) || limit < 1 || limit > 200) throw new UsageError('--limit takes 1 to 200.');
  return limit;
}
