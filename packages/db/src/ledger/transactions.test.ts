import { sql } from 'drizzle-orm';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorkspaceDb, type WorkspaceDb } from '../client/index.ts';
import {
  countTransactions,
  insertImported,
  listTransactions,
  selectList,
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

const before = { date: '2026-01-15', id: 'txn_00500' };

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
    const plan = await db.read((orm) => {
      const query = selectList(orm, { status: 'all', ...filter, before, limit: 50 });
      return orm.all<{ detail: string }>(sql`explain query plan ${query.getSQL()}`);
    });
    const text = plan.map(({ detail }) => detail).join('\n');
    expect(text).toContain(`USING INDEX ${index}`);
    expect(text).not.toContain('SCAN ledger_transaction\n');
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
    let cursor: { date: string; id: string } | null = null;
    for (;;) {
      const page: { date: string; id: string }[] = await db.read((orm) =>
        listTransactions(orm, { status: 'all', before: cursor, limit: 700 }),
      );
      seen.push(...page.map(({ date, id }) => `${date} ${id}`));
      cursor = page.at(-1) ?? null;
      if (page.length < 700) break;
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
    ['text with marks of LIKE', { search: '50 %' }, 3_000],
    ['text that is nowhere', { search: '5_ %' }, 0],
    ['an exact amount', { amountMinor: 42 }, 1],
    ['ids', { ids: ['txn_00001', 'txn_00002'] }, 2],
  ])('finds by %s', async (_name, filter, n) => {
    expect(await db.read((orm) => countTransactions(orm, { status: 'all', ...filter }))).toBe(n);
  });
});
