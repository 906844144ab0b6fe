import { spellAccountNumber, type Account } from '../ledger/index.ts';
import type { Statement } from '../statements/index.ts';
import { findCheckpoints } from './checkpoints.ts';
import type { FileAccount, ImportOptions } from './imports.schema.ts';

interface Assignment {
  /** The account of each statement, in the order of the file; null leaves it out. */
  accountIds: (string | null)[];
  /** The accounts that the file names, in the order in which it does. */
  accounts: FileAccount[];
}

interface AssignInput {
  statements: readonly Statement[];
  accounts: readonly Account[];
  /** The one that the file was uploaded for. */
  uploadedFor: string;
  choices: ImportOptions['accounts'];
}

/**
 * Which account each statement of a file goes to: the one that a person chose for its number; else the one that has the
 * number as its external id; else, where the file names but one number or the statement none, the one that the file was
 * uploaded for. What is left over goes nowhere until a person says where.
 */
export function assignAccounts({ statements, accounts, uploadedFor, choices }: AssignInput): Assignment {
  const numbers = new Set(statements.map(({ account }) => spellAccountNumber(account.number)));
  const place = (number: string): Pick<FileAccount, 'accountId' | 'how'> => {
    const choice = choices.find((one) => spellAccountNumber(one.number) === number);
    if (choice)
      return { accountId: choice.accountId, how: choice.accountId === null ? 'left_out' : 'choice' };
    const own =
      number === '' ? undefined : accounts.find((one) => spellAccountNumber(one.externalId) === number);
    if (own) return { accountId: own.id, how: 'number' };
    if (numbers.size === 1 || number === '') return { accountId: uploadedFor, how: 'upload' };
    return { accountId: null, how: 'unknown' };
  };
  const found = new Map([...numbers].map((number) => [number, place(number)]));
  return {
    accountIds: statements.map(
      ({ account }) => found.get(spellAccountNumber(account.number))?.accountId ?? null,
    ),
    accounts: [...found].map(([number, placed]) => {
      const own = statements.filter(({ account }) => spellAccountNumber(account.number) === number);
      return { ...describe(own), ...placed, number, checkpoints: findCheckpoints(own), balance: null };
    }),
  };
}

function describe(statements: readonly Statement[]): Pick<FileAccount, 'name' | 'currency' | 'entries'> {
  const items = statements.flatMap((statement) => statement.items);
  const first = items.find((item) => item.kind === 'entry');
  return {
    name: statements.find(({ account }) => account.name !== null)?.account.name ?? null,
    currency:
      statements.find(({ currency }) => currency !== null)?.currency ??
      (first?.kind === 'entry' ? first.entry.currency : null),
    entries: items.length,
  };
}
