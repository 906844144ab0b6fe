import type { Call, Run } from '../arguments/index.ts';
import { connect } from '../connection/index.ts';
import { alignColumns, EXIT, plain, type Terminal } from '../output/index.ts';
import { limitOf } from './ledger-list.ts';

export const runLedgerHistory: Run = async (call, terminal) => {
  const { client } = connect(call, terminal);
  const page = await client.ledger.listChangeSets.query({ limit: limitOf(call) });
  if (call.isJson) {
    terminal.print(JSON.stringify(page));
    return EXIT.done;
  }
  const rows = page.items.map(({ id, at, kind, actor, reason, undoneById }) => [
    ...[id, at.toISOString(), kind, plain(actor.name), plain(reason), undoneById === null ? '' : 'undone'],
  ]);
  for (const line of alignColumns(rows)) terminal.print(line);
  return EXIT.done;
};

export const runLedgerUndo: Run = (call, terminal) => takeBack(call, terminal, 'undoChangeSet');
export const runLedgerRedo: Run = (call, terminal) => takeBack(call, terminal, 'redoChangeSet');

async function takeBack(call: Call, terminal: Terminal, procedure: 'undoChangeSet' | 'redoChangeSet') {
  const [id = ''] = call.positionals;
  const { client } = connect(call, terminal);
  const done = await client.ledger[procedure].mutate({ id, rest: call.flags.rest === true });
  if (call.isJson) terminal.print(JSON.stringify(done));
  else {
    const word = procedure === 'undoChangeSet' ? 'Undone' : 'Done again';
    terminal.print(`${word}: ${done.undone}. Left as it is: ${done.leftCount}.`);
    for (const { message } of done.left) terminal.print(`  ${plain(message)}`);
  }
  return EXIT.done;
}

export const runLedgerClose: Run = (call, terminal) => changeMonth(call, terminal, 'closeMonth');
export const runLedgerOpen: Run = (call, terminal) => changeMonth(call, terminal, 'reopenMonth');

async function changeMonth(call: Call, terminal: Terminal, procedure: 'closeMonth' | 'reopenMonth') {
  const [startsOn = ''] = call.positionals;
  const { client } = connect(call, terminal);
  const changed = await client.closing[procedure].mutate({ startsOn });
  const word = procedure === 'closeMonth' ? 'closed' : 'open';
  if (call.isJson) terminal.print(JSON.stringify({ startsOn, ...changed }));
  else terminal.print(`The month from ${startsOn} is ${word}.`);
  return EXIT.done;
}
