import type { StewardClient } from '@steward/client/client';
import { randomUUID } from 'node:crypto';
import { UsageError, type Call, type Run } from '../arguments/index.ts';
import { connect } from '../connection/index.ts';
import { EXIT, plain, type Terminal } from '../output/index.ts';
import { findAccount } from './find-account.ts';
import { findCategory } from './find-category.ts';
import { readAmount, stateOf, tagsOf } from './typed-values.ts';

type Edit = Parameters<StewardClient['ledger']['editTransaction']['mutate']>[0];

/** Fields at once as one change; a category by the way of an answer in review, so that it counts as one. */
export const runLedgerEdit: Run = async (call, terminal) => {
  const [id = ''] = call.positionals;
  const { client } = connect(call, terminal);
  const { category } = call.values;
  const found = category === undefined ? null : await findCategory(client, category);
  const edit = await readEdit(client, call, id);
  if (edit === null && found === null) {
    throw new UsageError(
      'Say what to change: --category, --payee, --status, --notes, --tags, --date, --amount or --account.',
    );
  }
  const changes: { changeSetId: string | null }[] = [];
  if (edit) changes.push(await client.ledger.editTransaction.mutate(edit));
  if (found) {
    const idempotencyKey = randomUUID();
    const asked = { transactionId: id, categoryId: found.id, idempotencyKey };
    changes.push(await client.ledger.setCategory.mutate(asked));
  }
  if (call.isJson) terminal.print(JSON.stringify(changes.length === 1 ? changes[0] : changes));
  else tell(terminal, { id, category: found?.name ?? null, changes });
  return EXIT.done;
};

/** null where nothing but the category is to change. */
async function readEdit(client: StewardClient, { values }: Call, id: string): Promise<Edit | null> {
  const { payee, status, notes, tags, date, amount, account } = values;
  const asked = [payee, status, notes, tags, date, amount, account];
  if (asked.every((value) => value === undefined)) return null;
  const { version, currency } = await client.ledger.getTransaction.query({ id });
  const state = stateOf(status);
  return {
    ...{ id, version },
    ...(payee !== undefined && { payee }),
    ...(state && { state }),
    ...(notes !== undefined && { notes }),
    ...(tags !== undefined && { tags: tagsOf(tags) ?? [] }),
    ...(date !== undefined && { date }),
    ...(amount !== undefined && { amountMinor: readAmount(amount, currency) }),
    ...(account !== undefined && { accountId: (await findAccount(client, account)).id }),
  };
}

interface Edited {
  id: string;
  category: string | null;
  changes: readonly { changeSetId: string | null }[];
}

function tell(terminal: Terminal, { id, category, changes }: Edited): void {
  const done = changes.flatMap(({ changeSetId }) => changeSetId ?? []);
  if (category !== null) terminal.print(`${id} is ${plain(category)}.`);
  else terminal.print(done.length > 0 ? `${id} is changed.` : `${id} was so already.`);
  for (const changeSetId of done) {
    terminal.print(`Take it back with: steward ledger undo ${changeSetId}`);
  }
}
