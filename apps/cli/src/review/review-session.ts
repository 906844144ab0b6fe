import type { StewardClient } from '@steward/client/client';
import { ReviewFilter, type ReviewDetail } from '@steward/core/review';
import { randomUUID } from 'node:crypto';
import type { Run } from '../arguments/index.ts';
import { connect } from '../connection/index.ts';
import { EXIT, paint, plain, type Terminal } from '../output/index.ts';
import { choicesOf, describeItem, suggestionOf, type Choice } from './item-lines.ts';
import { listWaiting } from './review-list.ts';

const KEYS = 'enter accept · 1-5 choose · s skip · u undo · q leave';
const LISTED = 50;

export const runReview: Run = async (call, terminal) => {
  const { person } = terminal;
  if (person === null || call.isJson) {
    await listWaiting(call, terminal, LISTED);
    return EXIT.done;
  }
  const { client } = connect(call, terminal);
  const categories = await client.ledger.listCategories.query();
  const session: Session = {
    ...{ client, terminal, filter: ReviewFilter.catch('all').parse(call.values.filter) },
    names: new Map(categories.map(({ id, name }) => [id, name])),
    answered: [],
  };
  let shown = await showNext(session);
  for await (const key of person.keys()) {
    if (key === 'q' || key === 'escape') break;
    if (await act(session, shown, key)) shown = await showNext(session);
  }
  terminal.print(`Answered: ${session.answered.length}.`);
  return EXIT.done;
};

interface Session {
  client: StewardClient;
  terminal: Terminal;
  filter: ReviewFilter;
  names: Map<string, string>;
  /** Change sets of the answers so far, that undo takes back from the end. */
  answered: string[];
}

interface Shown {
  item: ReviewDetail;
  choices: Choice[];
}

async function showNext({ client, terminal, filter, names }: Session): Promise<Shown | null> {
  const queue = await client.review.queue.query({ filter, limit: 1 });
  const [first] = queue.items;
  if (!first) {
    terminal.print(`Nothing waits. ${paint(terminal, 'dim', 'u undo · q leave')}`);
    return null;
  }
  const item = await client.review.getItem.query({ transactionId: first.transactionId });
  const choices = choicesOf(item, names);
  for (const line of describeItem(item, choices, terminal)) terminal.print(line);
  terminal.print(paint(terminal, 'dim', `${queue.counts[filter]} wait · ${KEYS}`));
  return { item, choices };
}

/** Does what a key says; true when the next item is to be shown. */
async function act(session: Session, shown: Shown | null, key: string): Promise<boolean> {
  const { client, terminal, answered } = session;
  if (key === 'u') {
    const changeSetId = answered.pop();
    if (changeSetId === undefined) return say(terminal, 'There is no answer of this session to undo.');
    const { undone } = await client.review.undo.mutate({ changeSetId });
    terminal.print(`Undone: ${undone}. Unlearned.`);
    return true;
  }
  if (shown === null) return false;
  const { transactionId, payeeName } = shown.item;
  if (key === 's') {
    await client.review.skip.mutate({ transactionId });
    terminal.print(`${plain(payeeName)} is left undecided.`);
    return true;
  }
  const suggestion = suggestionOf(shown.item);
  if (key === 'enter' && suggestion === null)
    return say(terminal, 'There is no suggestion: choose with 1 to 5, or s.');
  const choice =
    key === 'enter' ? suggestion : /^[1-5]$/.test(key) ? shown.choices[Number(key) - 1] : undefined;
  if (!choice) return say(terminal, KEYS);
  const done = await client.review.answer.mutate({
    ...{ transactionIds: [transactionId], categoryId: choice.categoryId, idempotencyKey: randomUUID() },
  });
  answered.push(done.changeSetId);
  terminal.print(
    `${plain(payeeName)} is ${plain(done.categoryName)}. Learned. Others changed: ${done.changedOthers}.`,
  );
  return true;
}

function say(terminal: Terminal, line: string): false {
  terminal.print(line);
  return false;
}
