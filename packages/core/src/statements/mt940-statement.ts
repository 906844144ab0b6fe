import { exponentOf } from '../money/index.ts';
import { readAccount } from './mt940-account.ts';
import { BALANCE_KINDS, currencyOfField, readBalance, readSwiftDate } from './mt940-balance.ts';
import { readItem, type EntryFields } from './mt940-item.ts';
import type { Mt940Field, Mt940Message } from './mt940-fields.ts';
import { problemItem, refuseFile } from './statement-text.ts';
import type { Statement, StatementProblem } from './statements.schema.ts';

/** A message as a statement, with what says whether it is a page of a longer one. */
export interface Mt940Page {
  statement: Statement;
  /** Of :28C:, before the slash. */
  number: number | null;
  beginsAt: string | null;
  endsAt: string | null;
}

type Item = Statement['items'][number];

/** Reads one message. A field that cannot be read becomes a problem where it stands. */
export function readPage({ isInterim, fields }: Mt940Message): Mt940Page {
  const accountField = fields.find(({ tag }) => tag === '25');
  if (accountField === undefined) refuseAccountless(fields);
  const accountText = accountField.lines[0] ?? '';
  const { account, currency: accountCurrency } = readAccount(accountText);
  const named = fields.map(({ tag, lines }) => currencyOfField(tag, lines[0] ?? ''));
  const currency = named.find((code) => code !== null) ?? accountCurrency;
  const isInUse = currency !== null && exponentOf(currency) !== null;
  const { balances, problems } = readBalances(fields);
  const stray = fields.filter((field) => field.tag === '25' && field !== accountField).map(describeStray);
  const items = [
    ...problems,
    ...stray,
    ...groupEntries(fields).map((entry) => readItem(entry, { currency, isInterim })),
  ].sort((one, other) => lineOf(one) - lineOf(other));
  return {
    statement: {
      account: { ...account, name: readOwner(fields) },
      currency: isInUse ? currency : null,
      from: null,
      to: readLastDay(fields, balances),
      balances,
      items,
    },
    number: readNumber(fields),
    ...readEnds(fields),
  };
}

function lineOf(item: Item): number {
  return item.kind === 'entry' ? item.entry.line : item.problem.line;
}

function refuseAccountless(fields: readonly Mt940Field[]): never {
  return refuseFile({
    line: fields.at(-1)?.line ?? 1,
    found: 'the last field of the statement',
    expected: 'field :25:, its account, before that',
  });
}

function readBalances(fields: readonly Mt940Field[]) {
  const balances: Statement['balances'] = [];
  const problems: Item[] = [];
  for (const { tag, line, lines } of fields) {
    if (!(tag in BALANCE_KINDS)) continue;
    const value = lines[0] ?? '';
    const balance = readBalance(tag, value);
    if (balance.ok) balances.push(balance.value);
    else problems.push(problemItem({ line, field: `:${tag}:`, value, expected: balance.expected }));
  }
  return { balances, problems };
}

function describeStray({ line, lines }: Mt940Field): Item {
  const expected = 'field :61: or :86:; the account stands once, before the entries';
  const problem: StatementProblem = { line, field: ':25:', value: lines.join(''), expected };
  return problemItem(problem);
}

/** An entry is its :61: with every :86: and :NS: up to the next entry or balance; others belong to the statement. */
function groupEntries(fields: readonly Mt940Field[]): EntryFields[] {
  const entries: EntryFields[] = [];
  let open: EntryFields | null = null;
  for (const field of fields) {
    if (field.tag === '61') {
      open = { line: field.line, lines: field.lines, details: [], nonSwift: [] };
      entries.push(open);
    } else if (field.tag === '86') open?.details.push(field.lines);
    else if (field.tag === 'NS') open?.nonSwift.push(...field.lines);
    else if (field.tag !== '25') open = null;
  }
  return entries;
}

/** Sberbank: code 22 of the :NS: that stands before the entries. */
function readOwner(fields: readonly Mt940Field[]): string | null {
  const before = fields.slice(
    0,
    fields.findIndex(({ tag }) => tag === '61'),
  );
  const lines = before.filter(({ tag }) => tag === 'NS').flatMap((field) => field.lines);
  return (
    lines
      .find((line) => line.startsWith('22'))
      ?.slice(2)
      .trim() ?? null
  );
}

/** Of the closing balance; an interim report says when it was made (:13D:). */
function readLastDay(fields: readonly Mt940Field[], balances: Statement['balances']): string | null {
  const made = fields.find(({ tag }) => tag === '13D' || tag === '13');
  const day = readSwiftDate(/^\d{6}/u.exec(made?.lines[0] ?? '')?.[0] ?? '');
  const closing = balances.filter(({ kind }) => kind === 'closing' || kind === 'interim').at(-1);
  return closing?.date ?? (day.ok ? day.value : null);
}

function readNumber(fields: readonly Mt940Field[]): number | null {
  const field = fields.find(({ tag }) => tag === '28C' || tag === '28');
  const digits = /^\d{1,9}/u.exec(field?.lines[0] ?? '')?.[0];
  return digits === undefined ? null : Number(digits);
}

function readEnds(fields: readonly Mt940Field[]): Pick<Mt940Page, 'beginsAt' | 'endsAt'> {
  const textOf = (wanted: string) => fields.find(({ tag }) => tag === wanted)?.lines[0]?.trim() ?? null;
  return { beginsAt: textOf('60M'), endsAt: textOf('62M') };
}
