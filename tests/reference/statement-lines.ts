import { formatAmount } from '@steward/core/money';
import type { Statement, StatementEntry, StatementFile } from '@steward/core/statements';

/** What was read of a bank file, one line for the version, each account, each balance and each entry or problem. */
export function writeStatementLines({ version, statements }: StatementFile): string[] {
  return [version, ...statements.flatMap(writeStatement)];
}

function writeStatement({ account, currency, from, to, balances, items }: Statement): string[] {
  const { number, bank, kind, name } = account;
  const heading = [number, bank, kind, name, currency, from, to].map((value) => value ?? '-').join(' | ');
  return [
    `account ${heading}`,
    ...balances.map((balance) => `  ${balance.kind} ${balance.date ?? '-'} ${money(balance)}`),
    ...items.map((item) => {
      if (item.kind === 'entry') return `  ${writeEntry(item.entry)}`;
      const { line, field, value, expected } = item.problem;
      return `  line ${line}: ${field} “${value}”, expected ${expected}`;
    }),
  ];
}

function writeEntry(entry: StatementEntry): string {
  const { line, date, valueDate, original, payee, memo, externalId, isPending, category, splits } = entry;
  const rate = original?.rate ? ` at ${original.rate}` : '';
  return [
    `line ${line}: ${date} (${valueDate ?? '-'}) ${money(entry)}`,
    ...(original ? [`of ${money(original)}${rate}`] : []),
    ...(isPending ? ['pending'] : []),
    `“${payee}” “${memo}” ${externalId ?? 'without id'}`,
    ...(category === null ? [] : [`category ${category}`]),
    ...splits.map((split) => `split ${split.amountMinor} “${split.memo}”`),
  ].join(' ');
}

function money({ amountMinor, currency }: { amountMinor: number; currency: string }): string {
  return `${formatAmount({ amountMinor, currency })} ${currency}`;
}
