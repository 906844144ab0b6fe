import { sql } from 'drizzle-orm';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorkspaceDb, type WorkspaceDb } from '../client/index.ts';
import {
  explainPage,
  insertImported,
  listTransactions,
  resolveFilter,
  summarise,
  selectUndecided,
  type ImportedTransaction,
} from './index.ts';

let folder: string;
let db: WorkspaceDb;

const payeeOf = (payee: number) => (payee === 49 ? 'BÄCKEREI  Öl' : `SHOP*Corner ${payee}`);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'steward-ledger-'));
  db = await openWorkspaceDb({ dataFolder: folder, workspaceId: 'ws_test' });
  const transactions = Array.from({ length: 3_000 }, (_, index): ImportedTransaction => ({
    ...{
      id: `txn_${String(index).padStart(5, '0')}`,
      splitId: `spl_${index}`,
      accountId: `acc_${index % 3}`,
    },
    ...{ date: `2026-01-${String(1 + (index % 28)).padStart(2, '0')}`, amountMinor: index, currency: 'EUR' },
    ...{ payeeId: `pay_${index % 50}`, importedPayee: payeeOf(index % 50), importedMemo: '50 % off' },
    ...{ context: { 'cost centre': String(index % 5) }, fingerprint: String(index), externalId: null },
    ...{ categoryId: index % 4 === 0 ? null : `cat_${index % 7}`, learningSeq: null },
  }));
  await db.write((tx) =>
    insertImported(tx, { importId: 'imp_1', changeSetId: 'chg_1', at: new Date(), transactions }),
  );
  await db.write((tx) => tx.execute('analyze'));
});

afterAll(() => {
  db.close();
  rmSync(folder, { recursive: true });
});

const before = { date: '2026-01-15', id: 'txn_00500', sizeMinor: 500 };
const page = { after: before, limit: 50, offset: 0 };

it('finds what an import left undecided by indexes, one look a transaction', async () => {
  const plan = await db.read((orm) =>
    orm.all<{ detail: string }>(sql`explain query plan ${selectUndecided(orm, 'imp_1').getSQL()}`),
  );
  const text = plan.map(({ detail }) => detail).join('\n');
  expect(text).toContain('USING INDEX ledger_transaction_import');
  expect(text).toContain('USING INDEX decisions_decision_transaction');
  expect(text).not.toContain('SCAN decisions_decision');
});

describe('the list of transactions', () => {
  it.each([
    ['all', {}, 'ledger_transaction_date'],
    ['an account', { accountId: 'acc_1' }, 'ledger_transaction_account'],
    ['a payee', { payeeId: 'pay_7' }, 'ledger_transaction_payee'],
    ['a category', { categoryId: 'cat_3' }, 'ledger_transaction_category'],
    ['without a category', { status: 'uncategorised' }, 'ledger_transaction_category'],
  ] as const)('of %s reads its index from the cursor on and sorts nothing', async (_name, filter, index) => {
    const plan = await db.read(async (orm) =>
      explainPage(orm, await resolveFilter(orm, { status: 'all', ...filter }), { sort: 'newest', ...page }),
    );
    const text = plan.join('\n');
    expect(text).toMatch(new RegExp(`SEARCH t USING (COVERING )?INDEX ${index} `));
    expect(text).not.toMatch(/SCAN (t|p|ledger_transaction)\b/);
  });

  it('by size reads the index of sizes', async () => {
    const plan = await db.read(async (orm) =>
      explainPage(orm, await resolveFilter(orm, { status: 'all' }), { sort: 'largest', ...page }),
    );
    const text = plan.join('\n');
    expect(text).toContain('USING INDEX ledger_transaction_size (<expr><?)');
    expect(text).not.toContain('TEMP B-TREE');
  });

  it('counts without reading the rows', async () => {
    const plan = await db.read((orm) =>
      orm.all<{ detail: string }>(
        sql`explain query plan select count(*) from ledger_transaction where deleted_at is null`,
      ),
    );
    expect(plan[0]?.detail).toMatch(/USING COVERING INDEX ledger_transaction_(date|account)/);
  });

  it('pages through every row once, newest first', async () => {
    const seen: string[] = [];
    let cursor: typeof before | null = null;
    for (;;) {
      const rows: { id: string; date: string; amountMinor: number }[] = await db.read((orm) =>
        listTransactions(orm, { status: 'all', before: cursor, limit: 700 }),
      );
      seen.push(...rows.map(({ date, id }) => `${date} ${id}`));
      const last = rows.at(-1);
      cursor = last ? { ...last, sizeMinor: Math.abs(last.amountMinor) } : null;
      if (rows.length < 700) break;
    }
    expect(seen).toHaveLength(3_000);
    expect(seen).toEqual([...seen].sort().reverse());
  });

  it.each([
    ['the first word of the payee', { word: 'shop' }, 2_940],
    ['a word with letters beyond ASCII', { word: 'bäckerei' }, 60],
    ['a payee in another case', { payee: 'shop*corner 7' }, 60],
    ['a payee in another case and spacing', { payee: 'Bäckerei öl' }, 60],
    ['a part of a payee', { payee: 'SHOP*Corner' }, 0],
    ['a later word of the payee', { word: 'corner' }, 0],
    ['a context value', { contextKey: 'cost centre', contextValue: '3' }, 600],
    ['the beginnings of words', { search: 'corn SH' }, 2_940],
    ['words without their accents', { search: 'backerei ol' }, 60],
    ['text with marks of the query language', { search: '50" OR NEAR(* ^%' }, 0],
    ['text with marks in it', { search: '50 % (off)*' }, 3_000],
    ['no word at all', { search: '*' }, 0],
    ['an amount between two, whatever its sign', { leastMinor: 10, mostMinor: 19 }, 10],
    ['days', { from: '2026-01-02', to: '2026-01-03' }, 216],
    ['text that is nowhere', { search: 'nowhere' }, 0],
    ['an exact amount', { amountMinor: 42 }, 1],
    ['ids', { ids: ['txn_00001', 'txn_00002'] }, 2],
  ])('finds by %s', async (_name, filter, n) => {
    const summary = await db.read(async (orm) =>
      summarise(orm, await resolveFilter(orm, { status: 'all', ...filter })),
    );
    expect(summary).toMatchObject({ transactions: n, isExact: true });
  });
});
