import { parseDate } from '../calendar/index.ts';
import { exponentOf, parseAmount } from '../money/index.ts';
import type { ColumnRole, ImportProfile, StatusMeaning } from './import-profile.schema.ts';
import type { ParsedRow, RowError } from './imports.schema.ts';
import { meaningOf } from './row-status.ts';
import { MAX_CATEGORY, MAX_CONTEXT, MAX_EXTERNAL_ID, MAX_MEMO, MAX_PAYEE } from './row-limits.ts';

export type ReadRow = { ok: true; row: ParsedRow } | { ok: false; error: RowError };
export type RowReader = (cells: readonly string[], rowNumber: number) => ReadRow;

/** Raised inside a reader only, and turned into the row's error. */
class Unreadable extends Error {
  readonly column: string;
  readonly value: string;
  readonly expected: string;

  constructor(column: string, value: string, expected: string) {
    super(expected);
    this.column = column;
    this.value = value;
    this.expected = expected;
  }
}

/** A function that reads the rows of one profile. Amounts without a currency column are in `currency`. */
export function createRowReader(profile: ImportProfile, currency: string): RowReader {
  const cellsOf = createCellPicker(profile);
  return (cells, rowNumber) => {
    try {
      const extra = cells.findIndex((cell, index) => index >= profile.columns.length && cell.trim() !== '');
      if (extra >= 0) {
        const expected = `${profile.columns.length} cells, found ${cells.length}`;
        throw new Unreadable(`Column ${extra + 1}`, cells[extra] ?? '', expected);
      }
      return { ok: true, row: readCells(profile, cellsOf(cells), currency) };
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      return { ok: false, error: describeError(rowNumber, error) };
    }
  };
}

/** The error of a row that could not even be split into cells. */
export function describeError(
  row: number,
  { column, value, expected }: { column: string; value: string; expected: string },
): RowError {
  const shown = value.length > 80 ? `${value.slice(0, 80)}…` : value;
  const subject = value === '' ? 'is empty' : `“${shown}” cannot be read`;
  const message = `Row ${row}: ${column} ${subject}. Expected ${expected}.`;
  return { code: 'unreadable', row, column, value: value.slice(0, 2000), expected, message };
}

interface Cell {
  column: string;
  text: string;
}

interface PickedCells {
  first: (role: ColumnRole) => Cell | null;
  all: (role: ColumnRole) => Cell[];
}

function createCellPicker(profile: ImportProfile): (cells: readonly string[]) => PickedCells {
  const indexes = new Map<ColumnRole, number[]>();
  profile.columns.forEach(({ role }, index) => indexes.set(role, [...(indexes.get(role) ?? []), index]));
  return (cells) => {
    const at = (index: number): Cell => ({
      column: profile.columns[index]?.name ?? '',
      text: (cells[index] ?? '').trim(),
    });
    return {
      first: (role) => {
        const index = indexes.get(role)?.[0];
        return index === undefined ? null : at(index);
      },
      all: (role) => (indexes.get(role) ?? []).map(at),
    };
  };
}

function readCells(profile: ImportProfile, cells: PickedCells, accountCurrency: string): ParsedRow {
  const currency = readCurrency(cells.first('currency'), accountCurrency);
  const amountMinor = readAmount(profile, cells, currency);
  const memo = cells
    .all('memo')
    .map(({ text }) => text)
    .filter((text) => text !== '')
    .join(' ');
  const payeeCell = cells.first('payee');
  const payee = payeeCell?.text || memo;
  const column = payeeCell?.column ?? 'Memo';
  if (payee === '') throw new Unreadable(column, '', 'a payee or a memo');
  checkLength({ column, text: payee }, MAX_PAYEE);
  checkLength({ column: 'Memo', text: memo }, MAX_MEMO);
  return {
    date: readDate(profile, cells.first('date')),
    payee,
    memo: payeeCell?.text ? memo : '',
    amountMinor,
    currency,
    externalId: optionalText(cells.first('externalId'), MAX_EXTERNAL_ID),
    category: optionalText(cells.first('category'), MAX_CATEGORY),
    context: readContext(cells.all('context')),
    original: null,
    isPending: readStatus(profile, cells.first('status')) === 'pending',
    splits: [],
  };
}

function readStatus(profile: ImportProfile, cell: Cell | null): StatusMeaning {
  if (cell === null) return 'posted';
  const meaning = meaningOf(profile, cell.text);
  if (meaning !== null) return meaning;
  throw new Unreadable(cell.column, cell.text, 'a status that is said to be pending or booked');
}

function readDate(profile: ImportProfile, cell: Cell | null): string {
  const result = parseDate(cell?.text ?? '', profile.dateOrder);
  if (!result.ok) throw new Unreadable(cell?.column ?? 'Date', cell?.text ?? '', result.expected);
  return result.date;
}

function readCurrency(cell: Cell | null, accountCurrency: string): string {
  const currency = cell?.text ? cell.text.toUpperCase() : accountCurrency;
  if (exponentOf(currency) === null) {
    throw new Unreadable(cell?.column ?? 'Currency', currency, 'an ISO 4217 code such as EUR');
  }
  return currency;
}

function readAmount(profile: ImportProfile, cells: PickedCells, currency: string): number {
  const format = { ...profile, exponent: exponentOf(currency) ?? 2 };
  const parse = (cell: Cell): number => {
    const result = parseAmount(cell.text, format);
    if (!result.ok) throw new Unreadable(cell.column, cell.text, result.expected);
    return result.amountMinor;
  };
  const amount = cells.first('amount');
  if (amount) {
    const minor = parse(amount);
    return profile.signConvention === 'inverted' && minor !== 0 ? -minor : minor;
  }
  const [debit, credit] = [cells.first('debit'), cells.first('credit')];
  if (!debit?.text && !credit?.text) {
    const column = [debit?.column, credit?.column].filter((name) => name !== undefined).join(' / ');
    throw new Unreadable(column, '', 'an amount in one of the two');
  }
  // Banks write money out with and without a minus; the column says which way it went.
  const moneyOut = debit?.text ? Math.abs(parse(debit)) : 0;
  const moneyIn = credit?.text ? Math.abs(parse(credit)) : 0;
  return moneyIn - moneyOut;
}

function optionalText(cell: Cell | null, longest: number): string | null {
  if (!cell?.text) return null;
  checkLength(cell, longest);
  return cell.text;
}

function readContext(cells: Cell[]): Record<string, string> {
  const context: Record<string, string> = {};
  for (const cell of cells) {
    if (cell.text === '') continue;
    checkLength(cell, MAX_CONTEXT);
    context[cell.column] = cell.text;
  }
  return context;
}

function checkLength({ column, text }: Cell, longest: number): void {
  if (text.length > longest) throw new Unreadable(column, text, `at most ${longest} characters`);
}
