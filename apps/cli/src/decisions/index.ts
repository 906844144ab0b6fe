import type { Command } from '../arguments/index.ts';

export const decideCommand: Command = {
  name: 'decide',
  summary: 'ask for decisions on transactions that were never imported',
  description: [
    'Reads a JSON list of { externalId, payee, amountMinor, currency, date, memo?, context? } and prints one line for each: its decision, category, confidence and why. With --json the decisions are printed whole, explanations included.',
    'The same file asks the same question: sent again it is answered alike and decides nothing twice. Another key asks anew.',
  ],
  arguments: [{ name: 'FILE', summary: 'a JSON file, or - for the standard input', offers: 'files' }],
  options: [{ name: 'key', value: 'KEY', summary: 'idempotency key; else the hash of the file' }],
  worksOn: 'server',
  examples: [
    { line: 'steward decide new.json', meaning: 'decide on all in the file' },
    { line: 'curl -s bank/new | steward decide - --json', meaning: 'in a pipeline' },
  ],
  load: async () => (await import('./decide.ts')).runDecide,
};
