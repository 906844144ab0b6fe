import { csvLine } from '@steward/core/imports';
import { formatAmount } from '@steward/core/money';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { once } from 'node:events';
import type { Run } from '../arguments/index.ts';
import { connect } from '../connection/index.ts';
import { createProgress, EXIT } from '../output/index.ts';
import { filterOf } from './ledger-list.ts';

const PAGE = 200;
const COLUMNS = 'Id,Date,Amount,Currency,Payee,Imported payee,Memo,Category,Account,Status,Notes';

/** Page by page, so that a ledger of any size needs little memory; the file is whole or not there. */
export const runLedgerExport: Run = async (call, terminal) => {
  const [file = ''] = call.positionals;
  const { client } = connect(call, terminal);
  const filter = await filterOf(client, call);
  const accounts = new Map((await client.ledger.listAccounts.query()).map(({ id, name }) => [id, name]));
  const progress = createProgress(terminal);
  const partial = `${file}.${process.pid}.partial`;
  const out = createWriteStream(partial, { mode: 0o600 });
  let written = 0;
  try {
    out.write(`${COLUMNS}\r\n`);
    for (let cursor: string | null | undefined; cursor !== null;) {
      const page = await client.ledger.listTransactions.query({
        ...{ ...filter, limit: PAGE },
        ...(cursor !== undefined && { cursor }),
      });
      const lines = page.items.map((item) => {
        const { amountMinor, currency } = item;
        const text = [item.payeeName, item.importedPayee, item.importedMemo, item.categoryName ?? ''];
        const last = [accounts.get(item.accountId) ?? '', item.status, item.notes];
        const amount = formatAmount({ amountMinor, currency });
        return `${[item.id, item.date, amount, currency].join(',')},${csvLine([...text, ...last])}`;
      });
      if (!out.write(lines.join(''))) await once(out, 'drain');
      written += lines.length;
      progress.show({ label: 'exporting', done: written, total: page.total });
      cursor = page.nextCursor;
    }
    out.end();
    await once(out, 'close');
    await rename(partial, file);
  } finally {
    progress.end();
    out.destroy();
    await rm(partial, { force: true });
  }
  if (call.isJson) terminal.print(JSON.stringify({ file, transactions: written }));
  else terminal.print(`${written} transactions are in ${file}.`);
  return EXIT.done;
};
