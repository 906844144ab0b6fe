import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DomainError } from '@steward/core/errors';
import { formatAmount } from '@steward/core/money';
import type { Statement, StatementEntry, StatementFile } from '@steward/core/statements';

const shared = process.env.STEWARD_SHARED ?? resolve(import.meta.dirname, '../../../shared');
const folder = join(shared, 'data', 'bank-files');

/** Whether the bank files are here; says so where they are not. */
export function hasTextBankFiles(): boolean {
  const isThere = existsSync(join(folder, 'mt940')) && existsSync(join(folder, 'qif'));
  if (!isThere) {
    process.stdout.write(
      'The files of banks are not beside the project, so their tests are left out: STEWARD_SHARED names the folder ' +
        'that has data/bank-files.\n',
    );
  }
  return isThere;
}

/** Paths below the folder of bank files, in order; none where the data is absent. */
export function listTextBankFiles(kind: 'mt940' | 'qif', ending: RegExp): string[] {
  const top = join(folder, kind);
  if (!existsSync(top)) return [];
  return readdirSync(top, { recursive: true, encoding: 'utf8' })
    .filter((path) => ending.test(path))
    .map((path) => join(kind, path))
    .sort();
}

export function readTextBankFile(path: string): string {
  return readFileSync(join(folder, path), 'utf8');
}

/** All that was read of a file, or the error it is refused with, one line each. */
export function describeReading(read: () => { file: StatementFile; doubts?: string[] }): string {
  try {
    const { file, doubts = [] } = read();
    return [
      `${file.format} ${file.version}`,
      ...doubts.map((doubt) => `doubt: ${doubt}`),
      ...file.statements.flatMap(describeStatement),
      '',
    ].join('\n');
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return `refused, ${error.code} ${error.reason}: ${error.message}\n`;
  }
}

function describeStatement({ account, currency, from, to, balances, items }: Statement): string[] {
  return [
    `statement: account ${shown(account.number)} bank ${shown(account.bank)} kind ${shown(account.kind)} ` +
      `name ${shown(account.name)} currency ${currency ?? '-'} from ${from ?? '-'} to ${to ?? '-'}`,
    ...balances.map((balance) => `  ${balance.kind} ${balance.date ?? '-'} ${money(balance)}`),
    ...items.map((item) => {
      if (item.kind === 'entry') return `  ${describeEntry(item.entry)}`;
      const { line, field, value, expected } = item.problem;
      return `  ${line}: PROBLEM ${field} ${shown(value)} expected ${expected}`;
    }),
  ];
}

function describeEntry(entry: StatementEntry): string {
  const { line, date, valueDate, payee, memo, externalId, isPending, category, original, splits } = entry;
  return [
    `${line}: ${date} value ${valueDate ?? '-'} ${money(entry)}${isPending ? ' pending' : ''}`,
    `payee ${shown(payee)} memo ${shown(memo)} id ${shown(externalId)}`,
    ...(category === null ? [] : [`category ${shown(category)}`]),
    ...(original === null ? [] : [`original ${money(original)} rate ${original.rate ?? '-'}`]),
    ...splits.map((split) => `part ${shown(split.category)} ${shown(split.memo)} ${split.amountMinor}`),
  ].join(' ');
}

function money(amount: { amountMinor: number; currency: string }): string {
  return `${formatAmount(amount)} ${amount.currency}`;
}

function shown(text: string | null): string {
  return text === null ? '-' : JSON.stringify(text);
}
