import type { Command, Option } from '../arguments/index.ts';

const FILTER: Option = {
  ...{ name: 'filter', value: 'WHICH', offers: ['all', 'doubtful', 'new'] },
  summary: 'all (the default), doubtful, or new payees only',
};
const TRANSACTION = { name: 'TRANSACTION', summary: 'the id of a transaction that waits' };

export const reviewCommands: Command[] = [
  {
    name: 'review',
    summary: 'answer what waits, one key each',
    description: [
      'Shows what waits for a person, most valuable first, with its suggestion, how sure Steward is and why. Enter accepts the suggestion, 1 to 5 choose what is listed, s skips, u undoes the last answer, q leaves. Each answer is learned at once.',
      'Where no person sits there, and with --json, it lists what waits, as review list does.',
    ],
    options: [FILTER],
    worksOn: 'server',
    examples: [{ line: 'steward review --filter doubtful', meaning: 'only what it is unsure of' }],
    load: async () => (await import('./review-session.ts')).runReview,
  },
  {
    name: 'review list',
    summary: 'list what waits for a person',
    description: ['Most valuable first: one line each, with the suggestion and its confidence.'],
    options: [FILTER, { name: 'limit', value: 'COUNT', summary: 'at most so many, 1 to 200; else 50' }],
    worksOn: 'server',
    examples: [{ line: 'steward review list --json --limit 200', meaning: 'for a program' }],
    load: async () => (await import('./review-list.ts')).runReviewList,
  },
  {
    name: 'review accept',
    summary: 'accept the suggestion for a transaction',
    description: [
      'Answers with the category that is suggested. A transaction without a suggestion is refused: choose a category for it.',
    ],
    arguments: [TRANSACTION],
    worksOn: 'server',
    examples: [{ line: 'steward review accept txn_…', meaning: 'take what is suggested' }],
    load: async () => (await import('./review-answer.ts')).runAccept,
  },
  {
    name: 'review choose',
    summary: 'give a transaction a category',
    description: ['Answers with a category by its id or its exact name. What was suggested does not matter.'],
    arguments: [TRANSACTION, { name: 'CATEGORY', summary: 'id or exact name of a category' }],
    worksOn: 'server',
    examples: [{ line: 'steward review choose txn_… Groceries', meaning: 'choose by name' }],
    load: async () => (await import('./review-answer.ts')).runChoose,
  },
  {
    name: 'review skip',
    summary: 'leave a transaction undecided',
    description: ['It leaves the queue and stays in the ledger without a category.'],
    arguments: [TRANSACTION],
    worksOn: 'server',
    examples: [{ line: 'steward review skip txn_…', meaning: 'nobody knows what that was' }],
    load: async () => (await import('./review-answer.ts')).runSkip,
  },
  {
    name: 'review undo',
    summary: 'take an answer back',
    description: ['Undoes the change set of an answer: the category goes, and the label is unlearned.'],
    arguments: [{ name: 'CHANGE-SET', summary: 'the id that accept or choose printed' }],
    worksOn: 'server',
    examples: [{ line: 'steward review undo chg_…', meaning: 'take it back' }],
    load: async () => (await import('./review-answer.ts')).runUndo,
  },
];
