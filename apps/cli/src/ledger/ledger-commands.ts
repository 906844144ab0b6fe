import type { Command, Option } from '../arguments/index.ts';
import { STATES } from './typed-values.ts';

const LIMIT: Option = { name: 'limit', value: 'COUNT', summary: 'at most so many, 1 to 200; else 50' };
const FILTERS: Option[] = [
  { name: 'account', value: 'ACCOUNT', summary: 'only of this account, by id or exact name' },
  { name: 'category', value: 'CATEGORY', summary: 'only of this category, by id or exact name' },
  { name: 'tag', value: 'TAG', summary: 'only with this tag' },
  { name: 'search', value: 'TEXT', summary: 'only with this in payee, memo or notes' },
];
const CHANGE_SET = { name: 'CHANGE-SET', summary: 'the id that a change or the history printed' };
const MONTH = { name: 'MONTH', summary: 'its first day, such as 2026-10-01' };
const REST: Option = { name: 'rest', summary: 'leave what later edits stand in the way of' };

const STATUS: Option = { name: 'status', value: 'STATUS', summary: 'pending or posted', offers: STATES };
const KEY: Option = { name: 'key', value: 'KEY', summary: 'said again, the same key changes nothing' };

export const ledgerCommands: Command[] = [
  {
    name: 'ledger list',
    summary: 'list transactions',
    description: ['The newest first, one line each: id, date, payee, amount, category and status.'],
    options: [...FILTERS, LIMIT],
    worksOn: 'server',
    examples: [{ line: 'steward ledger list --category Groceries --json', meaning: 'for a program' }],
    load: async () => (await import('./ledger-list.ts')).runLedgerList,
  },
  {
    name: 'ledger add',
    summary: 'enter a transaction that no file brought',
    description: [
      'Without a category it is decided like a row of a file. A file that has it too later is put beside it as a match.',
    ],
    options: [
      { name: 'account', value: 'ACCOUNT', summary: 'id or exact name', isRequired: true },
      { name: 'date', value: 'DAY', summary: 'such as 2026-11-22', isRequired: true },
      {
        name: 'amount',
        value: 'AMOUNT',
        summary: 'such as -12.50; with a minus for money out',
        isRequired: true,
      },
      { name: 'payee', value: 'NAME', summary: 'of a payee that is here, or of a new one', isRequired: true },
      { name: 'category', value: 'CATEGORY', summary: 'id or exact name of a category' },
      STATUS,
      { name: 'notes', value: 'TEXT', summary: 'of your own' },
      { name: 'tags', value: 'TAGS', summary: 'with commas between them' },
      KEY,
    ],
    worksOn: 'server',
    examples: [
      {
        line: 'steward ledger add --account Cash --date 2026-11-22 --amount -3.20 --payee Kettle',
        meaning: 'a coffee',
      },
    ],
    load: async () => (await import('./ledger-add.ts')).runLedgerAdd,
  },
  {
    name: 'ledger edit',
    summary: 'change a transaction',
    description: [
      'A category is learned. Date, amount and account can be changed of what was entered by hand; what a bank wrote stays. Each change can be taken back with the id that is printed.',
    ],
    arguments: [{ name: 'TRANSACTION', summary: 'the id of a transaction' }],
    options: [
      { name: 'category', value: 'CATEGORY', summary: 'id or exact name of a category' },
      { name: 'payee', value: 'NAME', summary: 'of a payee that is here, or of a new one' },
      STATUS,
      { name: 'notes', value: 'TEXT', summary: 'in place of those that stand there' },
      { name: 'tags', value: 'TAGS', summary: 'all of them, with commas between them' },
      { name: 'date', value: 'DAY', summary: 'such as 2026-11-22' },
      { name: 'amount', value: 'AMOUNT', summary: 'such as -12.50; with a minus for money out' },
      { name: 'account', value: 'ACCOUNT', summary: 'id or exact name' },
    ],
    worksOn: 'server',
    examples: [
      { line: 'steward ledger edit txn_… --category Groceries', meaning: 'by name' },
      { line: 'steward ledger edit txn_… --payee Kettle', meaning: 'another payee' },
    ],
    load: async () => (await import('./ledger-edit.ts')).runLedgerEdit,
  },
  {
    name: 'ledger edit-all',
    summary: 'change all transactions that a filter finds',
    description: [
      'Shows first how many would change, which stay as they are and why, with examples. All is one change, which can be taken back; what is reconciled, split or of a closed month stays.',
    ],
    options: [
      ...FILTERS,
      { name: 'from', value: 'DAY', summary: 'only from this day on' },
      { name: 'to', value: 'DAY', summary: 'only up to this day' },
      { name: 'set-category', value: 'CATEGORY', summary: 'id or exact name of a category' },
      { name: 'set-payee', value: 'NAME', summary: 'of a payee that is here, or of a new one' },
      { ...STATUS, name: 'set-status' },
      { name: 'set-notes', value: 'TEXT', summary: 'in place of those that stand there' },
      { name: 'add-tags', value: 'TAGS', summary: 'beside those that are there' },
      { name: 'remove-tags', value: 'TAGS', summary: 'where they are there' },
      { name: 'remove', summary: 'take them out of the ledger' },
      { name: 'dry-run', summary: 'only show what would change' },
      { name: 'yes', summary: 'change it without asking' },
      KEY,
    ],
    worksOn: 'server',
    examples: [
      {
        line: 'steward ledger edit-all --search kettle --set-category Coffee --dry-run',
        meaning: 'what would change',
      },
      { line: 'steward ledger edit-all --search kettle --set-category Coffee --yes', meaning: 'change it' },
    ],
    load: async () => (await import('./ledger-edit-all.ts')).runLedgerEditAll,
  },
  {
    name: 'ledger export',
    summary: 'write transactions to a CSV file',
    description: ['All that the options ask for, the newest first. The file is whole or not there.'],
    arguments: [{ name: 'FILE', summary: 'where to write', offers: 'files' }],
    options: FILTERS,
    worksOn: 'server',
    examples: [{ line: 'steward ledger export all.csv', meaning: 'the whole ledger' }],
    load: async () => (await import('./ledger-export.ts')).runLedgerExport,
  },
  {
    name: 'ledger history',
    summary: 'list changes of the ledger',
    description: ['The newest first: id, time, kind, who, why, and whether it is undone.'],
    options: [LIMIT],
    worksOn: 'server',
    examples: [{ line: 'steward ledger history --limit 10', meaning: 'what happened last' }],
    load: async () => (await import('./ledger-change.ts')).runLedgerHistory,
  },
  {
    name: 'ledger undo',
    summary: 'take a change of the ledger back',
    description: ['Any change, not only the last. Where later edits stand in the way it names them.'],
    arguments: [CHANGE_SET],
    options: [REST],
    worksOn: 'server',
    examples: [{ line: 'steward ledger undo chg_… --rest', meaning: 'what can be undone' }],
    load: async () => (await import('./ledger-change.ts')).runLedgerUndo,
  },
  {
    name: 'ledger redo',
    summary: 'do again what was undone',
    description: ['The change as it was, where nothing stands in the way.'],
    arguments: [CHANGE_SET],
    options: [REST],
    worksOn: 'server',
    examples: [{ line: 'steward ledger redo chg_…', meaning: 'it was right after all' }],
    load: async () => (await import('./ledger-change.ts')).runLedgerRedo,
  },
  {
    name: 'ledger close',
    summary: 'close a month',
    description: ['Nothing and nobody changes what lies in it until it is opened again.'],
    arguments: [MONTH],
    worksOn: 'server',
    examples: [{ line: 'steward ledger close 2026-10-01', meaning: 'October is done' }],
    load: async () => (await import('./ledger-change.ts')).runLedgerClose,
  },
  {
    name: 'ledger open',
    summary: 'open a closed month again',
    description: ['What lies in it can be changed from then on.'],
    arguments: [MONTH],
    worksOn: 'server',
    examples: [{ line: 'steward ledger open 2026-10-01', meaning: 'something was missing' }],
    load: async () => (await import('./ledger-change.ts')).runLedgerOpen,
  },
];
