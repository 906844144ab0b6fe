import { randomUUID } from 'node:crypto';
import type { Call, Run } from '../arguments/index.ts';
import { CommandFailure, connect } from '../connection/index.ts';
import { findCategory } from '../ledger/index.ts';
import { EXIT, plain, type Terminal } from '../output/index.ts';
import { suggestionOf } from './item-lines.ts';

export const runAccept: Run = async (call, terminal) => {
  const [transactionId = ''] = call.positionals;
  const { client } = connect(call, terminal);
  const suggestion = suggestionOf(await client.review.getItem.query({ transactionId }));
  if (suggestion === null) {
    const message = `${transactionId} has no suggestion: choose with steward review choose ${transactionId} CATEGORY.`;
    throw new CommandFailure({ exit: 'failed', reason: 'no_suggestion', message });
  }
  return answer(call, terminal, { transactionId, categoryId: suggestion.categoryId });
};

export const runChoose: Run = async (call, terminal) => {
  const [transactionId = '', wanted = ''] = call.positionals;
  const { client } = connect(call, terminal);
  const category = await findCategory(client, wanted);
  return answer(call, terminal, { transactionId, categoryId: category.id });
};

async function answer(
  call: Call,
  terminal: Terminal,
  { transactionId, categoryId }: { transactionId: string; categoryId: string },
) {
  const { client } = connect(call, terminal);
  const answered = await client.review.answer.mutate({
    ...{ transactionIds: [transactionId], categoryId, idempotencyKey: randomUUID() },
  });
  if (call.isJson) terminal.print(JSON.stringify(answered));
  else {
    terminal.print(
      `${transactionId} is ${plain(answered.categoryName)}. Others changed: ${answered.changedOthers}.`,
    );
    terminal.print(`Take it back with: steward review undo ${answered.changeSetId}`);
  }
  return EXIT.done;
}

export const runSkip: Run = async (call, terminal) => {
  const [transactionId = ''] = call.positionals;
  const done = await connect(call, terminal).client.review.skip.mutate({ transactionId });
  if (call.isJson) terminal.print(JSON.stringify({ transactionId, skipped: done.done }));
  else terminal.print(`${transactionId} is left undecided.`);
  return EXIT.done;
};

export const runUndo: Run = async (call, terminal) => {
  const [changeSetId = ''] = call.positionals;
  const undone = await connect(call, terminal).client.review.undo.mutate({ changeSetId });
  if (call.isJson) terminal.print(JSON.stringify(undone));
  else terminal.print(`Undone: ${undone.undone}. Others changed: ${undone.changedOthers}.`);
  return EXIT.done;
};
