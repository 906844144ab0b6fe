import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { openWorkspaceDb, type WorkspaceDb } from '../client/index.ts';
import { pageTransactions, readBalanceAfter, resolveFilter, summarise } from './index.ts';

let folder: string;
let db: WorkspaceDb;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'steward-listing-'));
  db = await openWorkspaceDb({ dataFolder: folder, workspaceId: 'ws_test' });
});

beforeEach(() =>
  db.write(async (tx) => {
    for (const table of [
      'ledger_split',
      'ledger_transaction',
      'ledger_category',
      'ledger_account',
      'payees_payee',
    ])
      await tx.execute(`delete from ${table}`);
    for (const n of [0, 1, 2])
      await tx.execute(`insert into payees_payee (id, name, created_at) values (?, ?, 0)`, [
        `pay_${n}`,
        `Shop ${n}`,
      ]);
    for (const n of [0, 1])
      await tx.execute(
        `insert into ledger_account (id, name, type, currency, opening_balance_minor, created_at) values (?, ?, 'cash', 'EUR', 1000, 0)`,
        [`acc_${n}`, `Account ${n}`],
      );
    for (const n of [0, 1, 2, 3])
      await tx.execute(
        `insert into ledger_category (id, parent_id, name, kind, created_at) values (?, ?, ?, 'expense', 0)`,
        [`cat_${n}`, n === 3 ? 'cat_2' : '', `Category ${n}`],
      );
  }),
);

afterAll(() => {
  db.close();
  rmSync(folder, { recursive: true });
});

const dates = fc.constantFrom('2026-01-31', '2026-02-01', '2026-02-14', '2026-03-01');
const categories = fc.constantFrom('cat_0', 'cat_1', 'cat_2', 'cat_3', null);
const index = fc.nat(7);
const amount = fc.integer({ min: -500, max: 500 });
const splits = fc.array(fc.record({ categoryId: categories, amountMinor: amount }), {
  minLength: 1,
  maxLength: 3,
});

const statements = fc.oneof(
  fc.record({
    ...{
      kind: fc.constant('add' as const),
      index,
      date: dates,
      account: fc.nat(1),
      payee: fc.nat(2),
      splits,
    },
    memo: fc.constantFrom('Bäckerei', 'rent', ''),
  }),
  fc.record({ kind: fc.constant('split' as const), index, splits }),
  fc.record({ kind: fc.constant('category' as const), index, categoryId: categories }),
  fc.record({ kind: fc.constant('mark' as const), index, isDeleted: fc.boolean() }),
  fc.record({ kind: fc.constant('move' as const), index, date: dates, account: fc.nat(1) }),
  fc.record({ kind: fc.constant('transfer' as const), index, isTransfer: fc.boolean() }),
  fc.record({ kind: fc.constant('note' as const), index, notes: fc.constantFrom('', 'grüner Tee', 'rent') }),
  fc.record({ kind: fc.constant('payee' as const), index, payee: fc.nat(2) }),
  fc.record({
    kind: fc.constant('rename' as const),
    payee: fc.nat(2),
    name: fc.constantFrom('Café', 'Shop', 'Rent & co'),
  }),
  fc.record({ kind: fc.constant('erase' as const), index }),
);
type Statement = typeof statements extends fc.Arbitrary<infer T> ? T : never;

type Splits = readonly { categoryId: string | null; amountMinor: number }[];
type Tx = Parameters<Parameters<WorkspaceDb['write']>[0]>[0];

async function writeSplits(tx: Tx, id: string, of: Splits): Promise<void> {
  await tx.execute('delete from ledger_split where transaction_id = ?', [id]);
  const rows = of.map((split, place) => [`${id}_${place}`, id, place, split.categoryId, split.amountMinor]);
  await tx.insertMany(
    'ledger_split',
    ['id', 'transaction_id', 'position', 'category_id', 'amount_minor'],
    rows,
  );
  const total = of.reduce((sum, split) => sum + split.amountMinor, 0);
  await tx.execute('update ledger_transaction set category_id = ?, amount_minor = ? where id = ?', [
    ...[of.length === 1 ? (of[0]?.categoryId ?? null) : null, total, id],
  ]);
}

async function run(tx: Tx, statement: Statement): Promise<void> {
  const id = 'index' in statement ? `txn_${statement.index}` : '';
  const there = await tx.execute('select 1 from ledger_transaction where id = ?', [id]);
  if (statement.kind !== 'rename' && there.rows.length > 0 === (statement.kind === 'add')) return;
  switch (statement.kind) {
    case 'add':
      await tx.execute(
        `insert into ledger_transaction (id, account_id, date, amount_minor, currency, payee_id, imported_payee,
           imported_memo, context, status, fingerprint, created_at)
         values (?, ?, ?, 0, 'EUR', ?, 'SHOP*X', ?, '{}', 'posted', ?, 0)`,
        [id, `acc_${statement.account}`, statement.date, `pay_${statement.payee}`, statement.memo, id],
      );
      return writeSplits(tx, id, statement.splits);
    case 'split':
      return writeSplits(tx, id, statement.splits);
    case 'category':
      await tx.execute('update ledger_split set category_id = ? where transaction_id = ? and position = 0', [
        ...[statement.categoryId, id],
      ]);
      await tx.execute(
        `update ledger_transaction set category_id = (select iif(count(*) = 1, max(category_id), null)
         from ledger_split where transaction_id = ?1) where id = ?1`,
        [id],
      );
      return;
    case 'mark':
      await tx.execute('update ledger_transaction set deleted_at = ? where id = ?', [
        statement.isDeleted ? 1 : null,
        id,
      ]);
      return;
    case 'move':
      await tx.execute('update ledger_transaction set date = ?, account_id = ? where id = ?', [
        ...[statement.date, `acc_${statement.account}`, id],
      ]);
      return;
    case 'transfer':
      await tx.execute('update ledger_transaction set transfer_id = ? where id = ?', [
        statement.isTransfer ? 'mat_1' : null,
        id,
      ]);
      return;
    case 'note':
      await tx.execute('update ledger_transaction set notes = ? where id = ?', [statement.notes, id]);
      return;
    case 'payee':
      await tx.execute('update ledger_transaction set payee_id = ? where id = ?', [
        `pay_${statement.payee}`,
        id,
      ]);
      return;
    case 'rename':
      await tx.execute('update payees_payee set name = ? where id = ?', [
        statement.name,
        `pay_${statement.payee}`,
      ]);
      return;
    case 'erase':
      await tx.execute('delete from ledger_transaction where id = ?', [id]);
      await tx.execute('delete from ledger_split where transaction_id = ?', [id]);
  }
}

interface Expected {
  id: string;
  date: string;
  account: string;
  text: string;
  isTransfer: number;
  splits: Splits;
}

/** The ledger as it stands, read without any of the projections. */
async function readLedger(): Promise<Expected[]> {
  const rows = await db.read((orm) =>
    orm.all<Omit<Expected, 'splits'> & { splits: string }>(
      sql`select t.id, t.date, t.account_id as account, t.transfer_id is not null as isTransfer,
            lower(p.name || ' ' || t.imported_payee || ' ' || t.imported_memo || ' ' || t.notes) as text,
            (select json_group_array(json_object('categoryId', category_id, 'amountMinor', amount_minor))
             from ledger_split where transaction_id = t.id) as splits
          from ledger_transaction t join payees_payee p on p.id = t.payee_id
          where t.deleted_at is null order by t.date desc, t.id desc`,
    ),
  );
  return rows.map((row) => ({ ...row, splits: JSON.parse(row.splits) as Splits }));
}

const folded = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '');

const filters = [
  [{}, () => true],
  [{ accountId: 'acc_1' }, ({ account }) => account === 'acc_1'],
  [
    { categoryId: 'cat_2' },
    ({ splits: of }) => of.some(({ categoryId }) => categoryId === 'cat_2' || categoryId === 'cat_3'),
  ],
  [{ status: 'uncategorised' }, ({ splits: of }) => of.some(({ categoryId }) => categoryId === null)],
  [{ from: '2026-01-31', to: '2026-02-13' }, ({ date }) => date <= '2026-02-13'],
  [{ search: 'rent' }, ({ text }) => /\brent/.test(text)],
  [{ search: 'caf' }, ({ text }) => /\bcaf/.test(folded(text))],
  [
    { search: 'backerei', accountId: 'acc_0' },
    ({ text, account }) => account === 'acc_0' && folded(text).includes('backerei'),
  ],
  [{ search: 'gruner te' }, ({ text }) => folded(text).includes('gruner tee')],
] as const satisfies readonly (readonly [object, (row: Expected) => boolean])[];

const sumOf = (rows: readonly Expected[], isCounted: (categoryId: string | null) => boolean) =>
  rows
    .flatMap((row) => row.splits)
    .reduce((sum, split) => sum + (isCounted(split.categoryId) ? split.amountMinor : 0), 0);

it('finds, counts and adds up what the ledger holds, whatever was written to it and how', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(statements, { minLength: 5, maxLength: 40 }), async (list) => {
      await db.write(async (tx) => {
        for (const statement of list) await run(tx, statement);
      });
      const ledger = await readLedger();
      for (const [filter, matches] of filters) {
        const expected = ledger.filter(matches);
        const found = await db.read(async (orm) => {
          const resolved = await resolveFilter(orm, { status: 'all', ...filter });
          const { items } = await pageTransactions(orm, resolved, {
            sort: 'newest',
            after: null,
            limit: 50,
            offset: 0,
          });
          return { ids: items.map(({ id }) => id).sort(), summary: await summarise(orm, resolved) };
        });
        expect({ filter, ids: found.ids }).toEqual({ filter, ids: expected.map(({ id }) => id).sort() });
        expect({ filter, n: found.summary.transactions }).toEqual({ filter, n: expected.length });
        const isCounted = (categoryId: string | null) =>
          'categoryId' in filter
            ? categoryId === 'cat_2' || categoryId === 'cat_3'
            : !('status' in filter) || categoryId === null;
        const added = found.summary.currencies.reduce(
          (sum, { inMinor, outMinor, transferMinor, transfers }) => ({
            net: sum.net + inMinor + outMinor,
            transferMinor: sum.transferMinor + transferMinor,
            transfers: sum.transfers + transfers,
          }),
          { net: 0, transferMinor: 0, transfers: 0 },
        );
        const [moved, earned] = [1, 0].map((is) => expected.filter(({ isTransfer }) => isTransfer === is));
        expect({ filter, ...added }).toEqual({
          ...{ filter, net: sumOf(earned ?? [], isCounted), transfers: moved?.length },
          transferMinor: sumOf(moved ?? [], isCounted),
        });
      }
      const ofAccount = ledger.filter(({ account }) => account === 'acc_0');
      for (const [place, row] of ofAccount.entries()) {
        const balance = await db.read((orm) =>
          readBalanceAfter(orm, { accountId: 'acc_0', date: row.date, id: row.id }),
        );
        expect(balance).toBe(1000 + sumOf(ofAccount.slice(place), () => true));
      }
      const odd = sql`select 1 from ledger_total where splits = 0 and (in_minor <> 0 or out_minor <> 0)`;
      expect(await db.read((orm) => orm.all(odd))).toEqual([]);
      await db.write(async (tx) => {
        await tx.execute('delete from ledger_transaction');
        await tx.execute('delete from ledger_split');
      });
    }),
    { numRuns: 40 },
  );
});
