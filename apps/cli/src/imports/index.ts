import type { Command } from '../arguments/index.ts';

export const importCommand: Command = {
  name: 'import',
  summary: 'upload a bank file, preview it and take it in',
  description: [
    'Uploads a bank file (CSV, OFX, QFX, QIF, CAMT, MT940) and waits for its preview: every row is new, a duplicate or an error. Without --commit nothing enters the ledger; with it the new rows do, and those without a category are decided on.',
    'A file may hold several accounts: each goes to the account of ours with its number, or to the one that --accounts says; what has neither is left out and named.',
    'A file that was imported before adds nothing. An import that is stopped from the keyboard goes on in Steward; its page says where it stands.',
  ],
  arguments: [{ name: 'FILE', summary: 'the file of the bank', offers: 'files' }],
  options: [
    { name: 'account', value: 'ID', summary: 'the account that the file is of', isRequired: true },
    {
      name: 'date-order',
      value: 'ORDER',
      summary: 'of a QIF file: dmy, mdy or ymd, where the file leaves it open',
    },
    {
      name: 'accounts',
      value: 'NUMBER=ACCOUNT,…',
      summary: 'where each account of the file goes, by id or exact name; none leaves it out',
    },
    { name: 'commit', summary: 'take the new rows into the ledger' },
  ],
  worksOn: 'server',
  examples: [
    { line: 'steward import bank.csv --account acc_…', meaning: 'preview only' },
    { line: 'steward import bank.csv --account acc_… --commit', meaning: 'preview, then commit' },
    {
      line: 'steward import all.ofx --account acc_… --accounts DE12=Current,DE34=Savings,DE56=',
      meaning: 'a file of three accounts, one of which is left out',
    },
  ],
  load: async () => (await import('./import.ts')).runImport,
};
