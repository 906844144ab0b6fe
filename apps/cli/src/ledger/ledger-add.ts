import { randomUUID } from 'node:crypto';
import type { Run } from '../arguments/index.ts';
import { connect } from '../connection/index.ts';
import { EXIT, plain } from '../output/index.ts';
import { findAccount } from './find-account.ts';
import { findCategory } from './find-category.ts';
import { readAmount, stateOf, tagsOf } from './typed-values.ts';

export const runLedgerAdd: Run = async (call, terminal) => {
  const { account = '', date = '', amount = '', payee = '', category, notes, tags, key } = call.values;
  const { client } = connect(call, terminal);
  const { id: accountId, currency } = await findAccount(client, account);
  const amountMinor = readAmount(amount, currency);
  const categoryId = category === undefined ? null : (await findCategory(client, category)).id;
  const state = stateOf(call.values.status);
  const added = await client.ledger.addTransaction.mutate({
    ...{ accountId, date, amountMinor, payee, categoryId, idempotencyKey: key ?? randomUUID() },
    ...(notes !== undefined && { notes }),
    tags: tagsOf(tags) ?? [],
    ...(state && { state }),
  });
  if (call.isJson) terminal.print(JSON.stringify(added));
  else {
    terminal.print(`${added.id} is entered: ${plain(payee)}.`);
    terminal.print(`Take it back with: steward ledger undo ${added.changeSetId ?? ''}`);
  }
  return EXIT.done;
};
