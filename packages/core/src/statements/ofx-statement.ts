import type { CurrencyCode } from '../money/index.ts';
import { firstElementAt, optionalTextAt, textAt, type ElementNode } from './element-tree.ts';
import { emptyStatement } from './empty-statement.ts';
import { readOfxEntry } from './ofx-entry.ts';
import { readOfxAmount, readOfxDate } from './ofx-values.ts';
import { fieldOf, readCurrency, readOrProblem, refuseField } from './read-field.ts';
import type { Statement, StatementAccount, StatementBalance } from './statements.schema.ts';

const STATEMENTS = ['STMTRS', 'CCSTMTRS', 'INVSTMTRS'];
const ACCOUNTS = ['BANKACCTFROM', 'CCACCTFROM', 'INVACCTFROM'];
const BALANCES = ['LEDGERBAL', 'AVAILBAL', 'INVBAL'];
const PERIOD = ['DTSTART', 'DTEND'];
const ENTRIES = ['STMTTRN', 'STMTTRNP'];

/** Whether an element is a statement. */
export function isOfxStatement(name: string): boolean {
  return STATEMENTS.includes(name);
}

/** Whether an element inside of a statement is read as a whole. */
export function isOfxGroup(name: string, parent: string): boolean {
  if (isOfxStatement(parent)) return ['CURDEF', 'DTASOF', ...ACCOUNTS, ...BALANCES].includes(name);
  if (parent === 'INVTRANLIST') return name !== 'INVBANKTRAN';
  return ENTRIES.includes(name) || (parent === 'BANKTRANLIST' && PERIOD.includes(name));
}

export interface OfxStatement {
  take: (group: ElementNode) => void;
  finish: () => Statement;
}

/** Gathers one statement from its groups; see createOfxReader. */
export function createOfxStatement(given: {
  defaultCurrency: string;
  organisation: string | null;
}): OfxStatement {
  const statement = emptyStatement();
  let accountCurrency: CurrencyCode | null = null;
  let asOf: string | null = null;
  const addBalance = (group: ElementNode, name: string, kind: StatementBalance['kind']) => {
    if (textAt(group, name) === '') return;
    const currency = accountCurrency ?? given.defaultCurrency;
    const amountMinor = readOfxAmount(group, name, currency);
    statement.balances.push({ kind, date: readOfxDate(group, 'DTASOF') ?? asOf, amountMinor, currency });
  };
  const takeEntry = (group: ElementNode) => {
    const entry = readOfxEntry(group, { accountCurrency, defaultCurrency: given.defaultCurrency });
    statement.items.push({ kind: 'entry', entry });
    if (firstElementAt(group, ['CURRENCY/CURSYM'])) statement.currency ??= entry.currency;
  };
  const takeHeading = (group: ElementNode) => {
    const element = { ...group, children: [group] };
    if (group.name === 'CURDEF') accountCurrency = readDefault(group);
    else if (group.name === 'DTASOF') asOf = readOfxDate(element, 'DTASOF');
    else if (group.name === 'DTSTART') statement.from = readOfxDate(element, 'DTSTART');
    else if (group.name === 'DTEND') statement.to = readOfxDate(element, 'DTEND');
    else refuseSecurities(group);
  };
  const take = (group: ElementNode) => {
    if (ENTRIES.includes(group.name)) takeEntry(group);
    else if (ACCOUNTS.includes(group.name)) statement.account = readAccount(group, given.organisation);
    else if (group.name === 'LEDGERBAL') addBalance(group, 'BALAMT', 'closing');
    else if (group.name === 'AVAILBAL') addBalance(group, 'BALAMT', 'available');
    else if (group.name === 'INVBAL') addBalance(group, 'AVAILCASH', 'available');
    else takeHeading(group);
  };
  return {
    take(group) {
      const { problem } = readOrProblem(() => take(group));
      if (problem) statement.items.push({ kind: 'problem', problem });
    },
    finish: () => ({ ...statement, currency: accountCurrency ?? statement.currency }),
  };
}

function readDefault(group: ElementNode): CurrencyCode | null {
  const field = fieldOf(group, { name: 'CURDEF', group });
  return field.text === '' ? null : readCurrency(field);
}

function readAccount(group: ElementNode, organisation: string | null): StatementAccount {
  const kinds: Readonly<Record<string, string>> = { CCACCTFROM: 'CREDITCARD', INVACCTFROM: 'INVESTMENT' };
  return {
    number: optionalTextAt(group, 'ACCTID'),
    bank: optionalTextAt(group, 'BANKID', 'BROKERID') ?? organisation,
    kind: optionalTextAt(group, 'ACCTTYPE') ?? kinds[group.name] ?? null,
    name: null,
  };
}

/** What a broker's list holds besides bookings of money: purchases, sales, income, transfers of securities. */
function refuseSecurities(group: ElementNode): void {
  // A value that stands alone is an addition of the broker's.
  if (group.children.length === 0) return;
  const text = textAt(group, 'INVTRAN/FITID', 'INVBUY/INVTRAN/FITID', 'INVSELL/INVTRAN/FITID');
  refuseField({ line: group.line, name: group.name, text }, 'a booking of money: securities are not read');
}
