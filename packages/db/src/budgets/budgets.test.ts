import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorkspaceDb, type WorkspaceDb } from '../client/index.ts';
import { insertImported, type ImportedTransaction } from '../ledger/index.ts';
import { countedQuery, listCounted, sumDays, sumsQuery } from './index.ts';

let folder: string;
let db: WorkspaceDb;

const dayOf = (index: number) => `2026-${String(1 + (index % 12)).padStart(2, '0')}-0${1 + (index % 7)}`;

const rowOf = (index: number): ImportedTransaction => ({
  ...{ id: `txn_${String(index).padStart(5, '0')}`, splitId: `spl_${index}`, accountId: 'acc_1' },
  ...{ date: dayOf(index), amountMinor: -index, currency: index % 10 === 0 ? 'USD' : 'EUR' },
  ...{ payeeId: 'pay_1', importedPayee: 'Shop', importedMemo: 'as booked', context: {} },
  ...{ fingerprint: String(index), externalId: null, learningSeq: null },
  categoryId: index % 4 === 0 ? null : `cat_${index % 7}`,
});

const insert = (transactions: ImportedTransaction[]) =>
  db.write((tx) =>
    insertImported(tx, { importId: 'imp_1', changeSetId: 'chg_1', at: new Date(), transactions }),
  );

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'steward-budgets-'));
  db = await openWorkspaceDb({ dataFolder: folder, workspaceId: 'ws_test' });
  await insert(Array.from({ length: 3_000 }, (_, index) => rowOf(index)));
  await db.write((tx) => tx.execute('analyze'));
});

afterAll(() => {
  db.close();
  rmSync(folder, { recursive: true });
});

const KEPT = `select category_id, account_id, period, currency, is_transfer, splits, transactions, in_minor, out_minor
  from ledger_total where splits <> 0 or transactions <> 0 or in_minor <> 0 or out_minor <> 0 order by 1, 2, 3, 4, 5`;
const summed = (
  key: string,
) => `select ${key}, t.currency, t.transfer_id is not null as is_transfer, count(*) as splits,
  sum(s.position = 0) as transactions, sum(max(s.amount_minor, 0)) as in_minor, sum(min(s.amount_minor, 0)) as out_minor
  from ledger_split s join ledger_transaction t on t.id = s.transaction_id where t.deleted_at is null
  group by 1, 2, 3, 4, 5`;
const SUMMED = `${[
  `coalesce(s.category_id, '') as category_id, '' as account_id, t.date as period`,
  `coalesce(s.category_id, ''), t.account_id, substr(t.date, 1, 7)`,
  `'*', t.account_id, substr(t.date, 1, 7)`,
]
  .map(summed)
  .join(' union all ')} order by 1, 2, 3, 4, 5`;

async function expectKept(): Promise<void> {
  const rows = (text: string) => db.read((orm) => orm.all(sql.raw(text)));
  expect(await rows(KEPT)).toEqual(await rows(SUMMED));
}

const november = { currency: 'EUR', start: '2026-11-01', end: '2026-12-01' };

describe('the totals', () => {
  it('are what the splits add up to, whatever is written', async () => {
    await expectKept();
    const id = fc.integer({ min: 0, max: 40 }).map((index) => `txn_${String(index).padStart(5, '0')}`);
    const category = fc.constantFrom(null, 'cat_1', 'cat_2');
    const change = fc.oneof(
      fc.tuple(
        fc.constant('update ledger_split set category_id = ? where transaction_id = ?'),
        fc.tuple(category, id),
      ),
      fc.tuple(
        fc.constant('update ledger_split set amount_minor = ? where transaction_id = ?'),
        fc.tuple(fc.integer(), id),
      ),
      fc.tuple(
        fc.constant('update ledger_transaction set deleted_at = ? where id = ?'),
        fc.tuple(fc.constantFrom(null, 1, 2), id),
      ),
      fc.tuple(
        fc.constant('update ledger_transaction set date = ?, currency = ? where id = ?'),
        fc.tuple(fc.constantFrom('2026-11-05', '2026-10-01'), fc.constantFrom('EUR', 'USD'), id),
      ),
      fc.tuple(
        fc.constant('update ledger_transaction set transfer_id = ?, account_id = ? where id = ?'),
        fc.tuple(fc.constantFrom(null, 'mat_1', 'mat_2'), fc.constantFrom('acc_1', 'acc_2'), id),
      ),
      fc.tuple(
        fc.constant('update or ignore ledger_split set position = ? where transaction_id = ?'),
        fc.tuple(fc.integer({ min: 0, max: 2 }), id),
      ),
      fc.tuple(fc.constant('delete from ledger_split where transaction_id = ?'), fc.tuple(id)),
      fc.tuple(
        fc.constant(
          `insert or ignore into ledger_split (id, transaction_id, position, category_id, amount_minor)
           values (?, ?, ?, ?, ?)`,
        ),
        fc.tuple(fc.uuid(), id, fc.integer({ min: 0, max: 2 }), category, fc.integer()),
      ),
      fc.tuple(fc.constant('delete from ledger_transaction where id = ?'), fc.tuple(id)),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 12 }), async (changes) => {
        await db.write(async (tx) => {
          for (const [text, values] of changes) await tx.execute(text, values);
        });
        await expectKept();
      }),
      { numRuns: 60 },
    );
  });

  it('come with a transaction whose splits were there before it', async () => {
    await db.write((tx) =>
      tx.execute(`insert into ledger_split (id, transaction_id, position, category_id, amount_minor)
        values ('spl_early', 'txn_90000', 7, 'cat_early', -5)`),
    );
    await insert([{ ...rowOf(90_001), id: 'txn_90000', categoryId: 'cat_early' }]);
    await expectKept();
  });

  it('give the sums of several budgets at once, each in its currency, by ranges of their key', async () => {
    const asked = [
      { ...november, key: 'both', categoryIds: ['cat_1', 'cat_2'] },
      { ...november, key: 'dollars', categoryIds: ['cat_1', 'cat_2'], currency: 'USD' },
      { ...november, key: 'none', categoryIds: ['cat_none'] },
    ];
    const sums = await db.read((orm) => sumDays(orm, asked));
    const [expected] = await db.read((orm) =>
      orm.all<{ sumMinor: number; n: number }>(sql`
        select sum(s.amount_minor) as sumMinor, count(*) as n from ledger_split s
        join ledger_transaction t on t.id = s.transaction_id where s.category_id in ('cat_1', 'cat_2')
        and t.currency = 'EUR' and t.date like '2026-11-%' and t.deleted_at is null and t.transfer_id is null`),
    );
    const { both, dollars, none } = Object.fromEntries(sums);
    expect(both).toMatchObject(expected ?? {});
    expect(both?.otherCurrencies).toBe(dollars?.n);
    expect(none).toEqual({ sumMinor: 0, n: 0, otherCurrencies: 0 });
    const plan = await planOf(sumsQuery(asked));
    expect(plan).toContain(
      'SEARCH t USING PRIMARY KEY (category_id=? AND account_id=? AND period>? AND period<?)',
    );
  });
});

const planOf = async (query: ReturnType<typeof sumsQuery>) =>
  (await db.read((orm) => orm.all<{ detail: string }>(sql`explain query plan ${query}`)))
    .map(({ detail }) => detail)
    .join('\n');

describe('the splits that a budget counts', () => {
  const search = { ...november, categoryIds: ['cat_1', 'cat_2', 'cat_3'], after: null, limit: 20 };

  it('are as many as the sum says, newest first, page by page, split transactions too, without transfers', async () => {
    await db.write(async (tx) => {
      await tx.execute(`update ledger_transaction set category_id = null where id = 'txn_00142'`);
      await tx.execute(
        `update ledger_split set category_id = 'cat_1', amount_minor = -2 where id = 'spl_142'`,
      );
      await tx.execute(`insert into ledger_split (id, transaction_id, position, category_id, amount_minor)
        values ('spl_a', 'txn_00142', 1, 'cat_2', -40), ('spl_b', 'txn_00142', 2, 'cat_6', -100)`);
      await tx.execute(`update ledger_transaction set transfer_id = 'mat_1' where id = 'txn_00058'`);
    });
    const seen: string[] = [];
    let [after, sum] = [null as Parameters<typeof countedQuery>[0]['after'], 0];
    for (;;) {
      const page = await db.read((orm) => listCounted(orm, { ...search, after }));
      seen.push(...page.map((row) => `${row.date} ${row.transactionId} ${9 - row.position}`));
      sum += page.reduce((total, { amountMinor }) => total + amountMinor, 0);
      const last = page.at(-1);
      if (!last || page.length < search.limit) break;
      after = { date: last.date, id: last.transactionId, position: last.position };
    }
    expect(seen).toEqual([...new Set(seen)].sort().reverse());
    expect(seen.filter((row) => row.includes('txn_00142'))).toHaveLength(2);
    expect(seen.filter((row) => row.includes('txn_00058'))).toEqual([]);
    const sums = await db.read((orm) => sumDays(orm, [{ ...search, key: 'all' }]));
    expect(sums.get('all')).toMatchObject({ n: seen.length, sumMinor: sum });
  });

  it('are found by their category and days alone', async () => {
    const plan = await planOf(countedQuery(search));
    expect(plan.match(/SEARCH t USING INDEX ledger_transaction_category/g)).toHaveLength(2);
    expect(plan).toMatch(/SEARCH s USING INDEX ledger_split_transaction \(transaction_id=\?/);
    expect(plan).not.toContain('SCAN t');
  });
});
