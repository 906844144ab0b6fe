import type { StewardClient } from '@steward/client/client';
import { formatAmount } from '@steward/core/money';
import { randomUUID } from 'node:crypto';
import { UsageError, type Call, type Run } from '../arguments/index.ts';
import { connect } from '../connection/index.ts';
import { alignColumns, EXIT, plain, type Terminal } from '../output/index.ts';
import { findCategory } from './find-category.ts';
import { filterOf } from './ledger-list.ts';
import { stateOf, tagsOf } from './typed-values.ts';

type Preview = Awaited<ReturnType<StewardClient['ledger']['previewBulkEdit']['mutate']>>;

const WHY = {
  reconciled: 'are reconciled',
  splits: 'are split',
  month_closed: 'are of a closed month',
  too_many_tags: 'would have more than 20 tags',
  other: 'are needed as they are by what was merged into them',
};

/** One change for all that the filter finds; nothing is written without --yes, or a yes at the screen. */
export const runLedgerEditAll: Run = async (call, terminal) => {
  const { client } = connect(call, terminal);
  const edit = await readBulk(client, call);
  const preview = await client.ledger.previewBulkEdit.mutate(edit);
  const isDry = call.flags['dry-run'] === true;
  if (!call.isJson) describe(terminal, preview);
  const isWanted = !isDry && preview.changing > 0 && (await isConfirmed(call, terminal, preview));
  if (!isWanted) {
    if (call.isJson) terminal.print(JSON.stringify(preview));
    else terminal.print('Nothing is written.');
    return EXIT.done;
  }
  const asked = { changing: preview.changing, idempotencyKey: call.values.key ?? randomUUID() };
  const changed = await client.ledger.bulkEdit.mutate({ ...edit, ...asked });
  if (call.isJson) terminal.print(JSON.stringify(changed));
  else {
    terminal.print(`Changed: ${changed.changed}.`);
    if (changed.changeSetId) terminal.print(`Take it back with: steward ledger undo ${changed.changeSetId}`);
  }
  return EXIT.done;
};

async function isConfirmed(call: Call, terminal: Terminal, { changing }: Preview): Promise<boolean> {
  if (call.flags.yes) return true;
  if (call.isJson || terminal.person === null) {
    throw new UsageError('Say --dry-run to see what would change, or --yes to change it.');
  }
  const answer = await terminal.person.ask(`Change ${changing}? y or n: `);
  return ['y', 'yes'].includes(answer.trim().toLowerCase());
}

async function readBulk(client: StewardClient, call: Call) {
  const { from, to } = call.values;
  const setCategory = call.values['set-category'];
  const setPayee = call.values['set-payee'];
  const notes = call.values['set-notes'];
  const addTags = tagsOf(call.values['add-tags']);
  const removeTags = tagsOf(call.values['remove-tags']);
  const state = stateOf(call.values['set-status']);
  const isRemoval = call.flags.remove === true;
  if (
    [setCategory, setPayee, notes, state, addTags, removeTags].every((value) => value === undefined) &&
    !isRemoval
  ) {
    throw new UsageError(
      'Say what to change: --set-category, --set-payee, --set-status, --set-notes, --add-tags, --remove-tags or --remove.',
    );
  }
  return {
    filter: { ...(await filterOf(client, call)), ...(from && { from }), ...(to && { to }) },
    ...(setCategory !== undefined && { categoryId: (await findCategory(client, setCategory)).id }),
    ...(setPayee !== undefined && { payee: setPayee }),
    ...(state && { state }),
    ...(notes !== undefined && { notes }),
    ...(addTags && { addTags }),
    ...(removeTags && { removeTags }),
    ...(isRemoval && { remove: true as const }),
  };
}

function describe(terminal: Terminal, { matching, changing, alreadySo, refused, examples }: Preview): void {
  terminal.print(`${changing} of ${matching} would change.`);
  if (alreadySo > 0) terminal.print(`${alreadySo} stay as they are: they are so already.`);
  for (const { why, transactions } of refused) {
    terminal.print(`${transactions} stay as they are: they ${WHY[why]}.`);
  }
  const rows = examples.flatMap((row) =>
    row.changes.map(({ field, before, after }) => [
      ...[row.transactionId, row.date, plain(row.payeeName), `${formatAmount(row)} ${row.currency}`],
      `${field}: ${plain(before) || 'none'} -> ${plain(after) || 'none'}`,
    ]),
  );
  for (const line of alignColumns(rows)) terminal.print(line);
}
