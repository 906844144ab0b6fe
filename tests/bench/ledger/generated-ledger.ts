import type { WorkspaceDb } from '@steward/db/client';

export const ACCOUNTS = 6;
export const CATEGORIES = 60;
export const PAYEES = 20_000;
const FIRST_DAY = '2016-01-01';
const DAYS = 3_650;
const AT_ONCE = 50_000;

// A multiplicative hash of the row's number for each column: any share of rows, always the same.
const hash = (factor: number) => `((n * ${factor} + ${factor} / 7) % 1000003)`;

/** An id in the shape of ours that sorts as its number does. */
const idOf = (prefix: string, number: string) =>
  `printf('${prefix}_00000000-0000-7000-8000-%012x', ${number})`;

/** The same id, made here. */
export const idAt = (prefix: string, n: number) =>
  `${prefix}_00000000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;

const WORDS = "('market','cafe','garage','books','energy','pharmacy','station','bakery','florist','cinema')";
const wordOf = (expression: string) =>
  `(select column1 from (values ${WORDS.slice(1, -1)
    .split(',')
    .map((word, index) => `(${word},${index})`)
    .join(',')}) where column2 = ${expression})`;

/** Fills an empty workspace with a ledger of ten years: six accounts, categories in a tree, payees of very different size. */
export async function fillLedger(db: WorkspaceDb, rows: number): Promise<void> {
  await db.write(async (tx) => {
    await tx.execute(
      `with recursive i(n) as (select 0 union all select n + 1 from i where n < ${ACCOUNTS - 1})
       insert into ledger_account (id, name, type, currency, opening_balance_minor, created_at)
       select ${idOf('acc', 'n')}, 'Account ' || n, 'checking', iif(n = 5, 'USD', 'EUR'), 100000, 0 from i`,
    );
    await tx.execute(
      `with recursive i(n) as (select 0 union all select n + 1 from i where n < ${CATEGORIES - 1})
       insert into ledger_category (id, parent_id, name, kind, created_at)
       select ${idOf('cat', 'n')}, iif(n < 12, '', ${idOf('cat', 'n % 12')}), 'Category ' || n, 'expense', 0 from i`,
    );
    await tx.execute(
      `with recursive i(n) as (select 0 union all select n + 1 from i where n < ${PAYEES - 1})
       insert into payees_payee (id, name, created_at)
       select ${idOf('pay', 'n')}, ${wordOf('n % 10')} || ' ' || ${wordOf('(n / 10) % 10')} || ' ' || n, 0 from i`,
    );
  });
  for (let first = 0; first < rows; first += AT_ONCE) {
    const last = Math.min(first + AT_ONCE, rows) - 1;
    await db.write(async (tx) => {
      const numbers = `with recursive i(n) as (select ${first} union all select n + 1 from i where n < ${last})`;
      const payee = `cast(${hash(7919)} * 1.0 * ${hash(7919)} / 1000003 / 1000003 * ${PAYEES} as integer)`;
      await tx.execute(
        `${numbers}
         insert into ledger_transaction (id, account_id, date, amount_minor, currency, payee_id, imported_payee,
           imported_memo, context, notes, status, import_id, fingerprint, category_id, created_at)
         select ${idOf('txn', 'n')}, ${idOf('acc', 'account')}, date('${FIRST_DAY}', '+' || (n * ${DAYS} / ${rows}) || ' days'),
           iif(n % 23 = 0, 1, -1) * (1 + ${hash(104729)} % 20000), iif(account = 5, 'USD', 'EUR'),
           ${idOf('pay', 'payee')}, upper(${wordOf('payee % 10')}) || ' ' || payee, 'card payment ' || ${hash(15485863)}, '{}', '',
           iif(n < ${rows} / 3, 'reconciled', 'posted'), ${idOf('imp', 'n / 5000')}, n,
           iif(n % 19 = 0, null, ${idOf('cat', `${hash(3571)} % ${CATEGORIES}`)}), 0
         from (select n, ${hash(31)} % 10 % ${ACCOUNTS} as account, ${payee} as payee from i)`,
      );
      await tx.execute(
        `insert into ledger_split (id, transaction_id, position, category_id, amount_minor)
         select replace(id, 'txn_', 'spl_'), id, 0, category_id, amount_minor from ledger_transaction
         where id between ${idOf('txn', String(first))} and ${idOf('txn', String(last))}`,
      );
    });
  }
}
