import type { Command } from '../arguments/index.ts';

export const feedbackCommand: Command = {
  name: 'feedback',
  summary: 'say which category was right for a decision',
  description: [
    'Tells Steward the right category of a decision that decide gave: the predicted one or another, by its id or its exact name. It is learned at once, and what was said before of the same decision is taken back.',
    'With --file it takes any number: a JSON list of { decisionId, categoryId }. The same file sent again changes nothing.',
  ],
  arguments: [
    { name: 'DECISION', summary: 'the id of a decision', isOptional: true },
    { name: 'CATEGORY', summary: 'id or exact name of the right category', isOptional: true },
  ],
  options: [
    { name: 'file', value: 'FILE', summary: 'a JSON file, or - for the standard input', offers: 'files' },
    { name: 'key', value: 'KEY', summary: 'idempotency key; else a hash of what is said' },
  ],
  worksOn: 'server',
  examples: [
    { line: 'steward feedback dec_… Groceries', meaning: 'that was groceries' },
    { line: 'steward feedback --file answers.json --json', meaning: 'what an app’s users said today' },
  ],
  load: async () => (await import('./feedback.ts')).runFeedback,
};
