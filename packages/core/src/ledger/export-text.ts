import { formatAmount } from '../money/index.ts';
import type { ExportFormat } from './listing.schema.ts';
import type { TransactionStatus } from './ledger.schema.ts';

interface ExportedSplit {
  /** With its parents: `Home:Repairs`; null without a category. */
  category: string | null;
  amountMinor: number;
  memo: string;
}

/** A transaction as files of other programs know it. */
export interface ExportedTransaction {
  id: string;
  account: string;
  date: string;
  amountMinor: number;
  currency: string;
  payee: string;
  importedPayee: string;
  memo: string;
  notes: string;
  tags: readonly string[];
  status: TransactionStatus;
  category: string | null;
  /** Empty for one that has no several splits. */
  splits: readonly ExportedSplit[];
}

interface FileText {
  start: string;
  /** Between two rows. */
  between: string;
  row: (transaction: ExportedTransaction) => string;
  end: string;
}

const COLUMNS = [
  ...['Date', 'Payee', 'Memo', 'Amount', 'Currency', 'Category', 'Splits', 'Account', 'Status'],
  ...['Notes', 'Tags', 'Imported payee', 'Id'],
];

/** How a file of transactions is written. Of QIF only the entries: which account they are of stands before them. */
export const EXPORT_TEXT: Readonly<Record<ExportFormat, FileText>> = {
  csv: { start: `${COLUMNS.join(',')}\r\n`, between: '', row: toCsvLine, end: '' },
  json: {
    start: '[\n',
    between: ',\n',
    row: (transaction) => JSON.stringify(toJson(transaction)),
    end: '\n]\n',
  },
  qif: { start: '', between: '', row: toQifRecord, end: '' },
};

/** RFC 4180, with nothing in it that a spreadsheet takes for a formula. */
function toCsvLine(transaction: ExportedTransaction): string {
  const { date, payee, memo, currency, category, splits, account, status, notes, tags, importedPayee, id } =
    transaction;
  const parts = splits.map((split) => `${split.category ?? 'none'} ${amountOf(split, currency)}`).join('; ');
  const texts = [category ?? '', parts, account, status, notes, tags.join(', '), importedPayee, id];
  // An amount of ours is no formula, though it may begin with a minus.
  const cells = [
    date,
    toCell(payee),
    toCell(memo),
    amountOf(transaction, currency),
    currency,
    ...texts.map(toCell),
  ];
  return `${cells.join(',')}\r\n`;
}

function toCell(text: string): string {
  // OWASP, CSV injection: such a cell gets an apostrophe in front.
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function amountOf({ amountMinor }: { amountMinor: number }, currency: string): string {
  return formatAmount({ amountMinor, currency });
}

function toJson({ splits, ...transaction }: ExportedTransaction): unknown {
  const { currency, amountMinor } = transaction;
  return {
    ...transaction,
    amount: amountOf({ amountMinor }, currency),
    splits: splits.map((split) => ({ ...split, amount: amountOf(split, currency) })),
  };
}

/** Where the entries of an account begin. */
export function qifAccount(name: string): string {
  return `!Account\nN${toLine(name)}\nTBank\n^\n!Type:Bank\n`;
}

/** The date with the year in front, which is the same in every order of day and month. */
function toQifRecord({ date, payee, memo, category, splits, ...rest }: ExportedTransaction): string {
  const lines = [`D${date}`, `T${amountOf(rest, rest.currency)}`];
  const add = (code: string, text: string) => {
    if (text !== '') lines.push(`${code}${toLine(text)}`);
  };
  add('P', payee);
  add('M', memo);
  if (rest.status === 'reconciled') lines.push('CR');
  add('L', toQifCategory(splits[0]?.category ?? category));
  for (const split of splits) {
    lines.push(`S${toQifCategory(split.category)}`);
    add('E', split.memo);
    lines.push(`$${amountOf(split, rest.currency)}`);
  }
  return `${lines.join('\n')}\n^\n`;
}

/** In brackets it would be an account. */
function toQifCategory(category: string | null): string {
  return toLine(category ?? '').replace(/^\[(.*)\]$/u, '($1)');
}

function toLine(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}
