import { formatAmount } from '../money/index.ts';
import type { Statement, StatementBalance } from './statements.schema.ts';

type Money = Pick<StatementBalance, 'amountMinor' | 'currency'>;

/**
 * Whether the balances of a statement are what its booked entries make of them: a sentence for each that is not. Entries that
 * could not be read are missing from the sum, so that with them a difference says nothing. Also whether each statement of an
 * account begins where the one before it ends.
 */
export function checkBalances(statements: readonly Statement[]): string[] {
  return [...statements.flatMap((statement) => differenceIn(statement) ?? []), ...gapsBetween(statements)];
}

function differenceIn(statement: Statement): string | null {
  const { balances, items, account } = statement;
  const opening = balances.find(({ kind }) => kind === 'opening');
  const closing = balances.findLast(({ kind }) => kind === 'closing');
  if (!opening || opening.currency !== closing?.currency) return null;
  let sum = opening.amountMinor;
  for (const item of items) {
    if (item.kind === 'problem' || item.entry.currency !== opening.currency) return null;
    if (!item.entry.isPending) sum += item.entry.amountMinor;
  }
  if (sum === closing.amountMinor) return null;
  const { currency } = opening;
  const money = (amountMinor: number) => `${formatAmount({ amountMinor, currency })} ${currency}`;
  const until = closing.date === null ? '' : ` until ${closing.date}`;
  const whose = account.number === null ? '' : ` of ${account.number}`;
  return (
    `The statement${whose}${until} opens at ${money(opening.amountMinor)} and closes at ${money(closing.amountMinor)}, ` +
    `but its entries lead to ${money(sum)}: ${money(closing.amountMinor - sum)} is missing from them` +
    `${firstDay(statement, opening)}.`
  );
}

/** Where a statement tells balances of days in between: the first day of which the entries up to it lead elsewhere. */
function firstDay({ balances, items }: Statement, opening: StatementBalance): string {
  const between = balances
    .filter(({ kind, currency }) => kind === 'interim' && currency === opening.currency)
    .flatMap(({ date, amountMinor }) => (date === null ? [] : [{ date, amountMinor }]))
    .sort((a, b) => (a.date < b.date ? -1 : 1));
  if (between.length === 0) return '';
  const entries = items.flatMap((item) =>
    item.kind === 'entry' && !item.entry.isPending ? [item.entry] : [],
  );
  entries.sort((a, b) => (a.date < b.date ? -1 : 1));
  let sum = opening.amountMinor;
  let next = 0;
  for (const { date, amountMinor } of between) {
    for (let entry = entries[next]; entry && entry.date <= date; entry = entries[next]) {
      sum += entry.amountMinor;
      next += 1;
    }
    if (sum !== amountMinor) return `, first on ${date}`;
  }
  return `, first after ${between.at(-1)?.date ?? ''}`;
}

/**
 * Statements of one account that follow each other, and where one opens otherwise than the one before it closes: a
 * statement between them is missing, or entries are.
 */
function gapsBetween(statements: readonly Statement[]): string[] {
  const known = statements.flatMap(({ account, balances }) => {
    const opening = balances.find(({ kind }) => kind === 'opening');
    const closing = balances.findLast(({ kind }) => kind === 'closing');
    return opening?.date && closing?.date ? [{ number: account.number, opening, closing }] : [];
  });
  const dateOf = ({ date }: StatementBalance) => date ?? '';
  known.sort((a, b) => (dateOf(a.closing) < dateOf(b.closing) ? -1 : 1));
  const last = new Map<string | null, StatementBalance>();
  return known.flatMap(({ number, opening, closing }) => {
    const before = last.get(number);
    last.set(number, closing);
    const follows = before?.currency === opening.currency && dateOf(opening) >= dateOf(before);
    if (!follows || before.amountMinor === opening.amountMinor) return [];
    const money = ({ amountMinor, currency }: Money) =>
      `${formatAmount({ amountMinor, currency })} ${currency}`;
    const missing = { amountMinor: opening.amountMinor - before.amountMinor, currency: opening.currency };
    return [
      `The statement${number === null ? '' : ` of ${number}`} from ${dateOf(opening)} opens at ${money(opening)}, but the one ` +
        `before it closes at ${money(before)} on ${dateOf(before)}: ${money(missing)} is missing between them.`,
    ];
  });
}
