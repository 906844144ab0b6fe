import type { Actor } from '@steward/core/identity';
import { readQif } from '@steward/core/statements';
import { readAuditRange } from '@steward/db/audit';
import { openWorkspaceDb, type WorkspaceDb } from '@steward/db/client';
import { insertAccount, insertImported, listViews, type ImportedTransaction } from '@steward/db/ledger';
import { parse } from 'csv-parse/sync';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { exportTransactions } from './export.service.ts';
import { createCategory, type LedgerChange } from './ledger.service.ts';
import { listTransactionsPage, summariseTransactions } from './listing.service.ts';
import { changeViewName, dropView, saveView } from './views.service.ts';

const actor: Actor = { kind: 'user', id: 'usr_test', name: 'Ada' };
const ROWS = 700;
let folder: string;
let db: WorkspaceDb;
let change: LedgerChange;

const accountOf = (n: number) => `acc_01900000-0000-7000-8000-00000000000${n}`;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'steward-listing-'));
  db = await openWorkspaceDb({ dataFolder: folder, workspaceId: 'ws_test' });
  change = { db, actor, now: () => new Date('2026-11-23T10:00:00Z') };
  const home = await createCategory(change, { name: 'Home', kind: 'expense', parentId: null });
  const { id: repairs } = await createCategory(change, {
    name: 'Repairs',
    kind: 'expense',
    parentId: home.id,
  });
  const transactions = Array.from({ length: ROWS }, (_, index): ImportedTransaction => ({
    ...{
      id: `txn_${String(index).padStart(4, '0')}`,
      splitId: `spl_${index}`,
      accountId: accountOf(index % 2),
    },
    ...{ date: `2026-${String(1 + (index % 9)).padStart(2, '0')}-1${index % 10}`, amountMinor: index - 300 },
    ...{
      currency: 'EUR',
      payeeId: 'pay_1',
      importedPayee: index === 7 ? '=HYPERLINK("x"), "Zoë"' : `Shop ${index}`,
    },
    ...{
      importedMemo: index === 8 ? 'two\nlines' : '',
      context: {},
      fingerprint: String(index),
      externalId: null,
    },
    ...{ categoryId: index % 3 === 0 ? repairs : null, learningSeq: null },
  }));
  await db.write(async (tx) => {
    for (const n of [0, 1]) {
      const about = { type: 'card', currency: 'EUR', externalId: null, createdAt: new Date(0) } as const;
      await insertAccount(tx, { ...about, id: accountOf(n), name: `Card ${n}`, openingBalanceMinor: 500 });
    }
    await insertImported(tx, { importId: 'imp_1', changeSetId: 'chg_1', at: new Date(0), transactions });
    await tx.execute(`update ledger_split set category_id = null, amount_minor = -100 where id = 'spl_9'`);
    await tx.execute(
      `insert into ledger_split (id, transaction_id, position, category_id, amount_minor, memo)
       values ('spl_more', 'txn_0009', 1, ?, -191, 'door')`,
      [repairs],
    );
    await tx.execute(`update ledger_transaction set category_id = null where id = 'txn_0009'`);
  });
});

afterAll(() => {
  db.close();
  rmSync(folder, { recursive: true });
});

const list = (input: Partial<Parameters<typeof listTransactionsPage>[1]>) =>
  listTransactionsPage(db, { status: 'all', sort: 'newest', limit: 50, ...input });

it.each(['newest', 'oldest', 'largest', 'smallest'] as const)(
  'goes on by cursor through all, %s first',
  async (sort) => {
    const seen: { id: string; date: string; amountMinor: number }[] = [];
    let cursor: string | null = null;
    do {
      const page = await list({ sort, limit: 130, ...(cursor === null ? {} : { cursor }) });
      expect(page).toMatchObject({ total: ROWS, isTotalExact: true });
      seen.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(new Set(seen.map(({ id }) => id)).size).toBe(ROWS);
    const keys = seen.map(({ id, date, amountMinor }) => {
      const size = String(Math.abs(amountMinor)).padStart(9, '0');
      return sort === 'newest' || sort === 'oldest' ? `${date} ${id}` : `${size} ${date} ${id}`;
    });
    const sorted = [...keys].sort();
    expect(keys).toEqual(sort === 'newest' || sort === 'largest' ? sorted.reverse() : sorted);
  },
);

it('begins anywhere in the list, as far behind its first as asked', async () => {
  const all = [...(await list({ limit: 200 })).items, ...(await list({ limit: 200, offset: 200 })).items];
  for (const offset of [1, 77, 78, 150, 333]) {
    const { items } = await list({ offset, limit: 20 });
    expect(items.map(({ id }) => id)).toEqual(all.slice(offset, offset + 20).map(({ id }) => id));
  }
  const searched = await list({ search: 'shop', offset: 690, limit: 20 });
  expect(searched.items).toHaveLength(9);
});

it('says what the account held after each transaction, in either order, and only where nothing is left out', async () => {
  const accountId = accountOf(1);
  const { items: oldest } = await list({ accountId, sort: 'oldest', limit: 200 });
  let balance = 500;
  for (const item of oldest) expect(item.balanceMinor).toBe((balance += item.amountMinor));
  const { items: newest } = await list({ accountId, limit: 200, offset: 150 });
  expect(newest.at(-1)?.balanceMinor).toBe(oldest[0]?.balanceMinor);
  expect(newest.map(({ balanceMinor }) => balanceMinor)).toEqual(
    oldest
      .slice(0, 200)
      .reverse()
      .map(({ balanceMinor }) => balanceMinor),
  );
  const inMay = await list({ accountId, from: '2026-05-01', to: '2026-05-31' });
  const one = oldest.find(({ id }) => id === inMay.items[0]?.id);
  expect(inMay.items[0]?.balanceMinor).toBe(one?.balanceMinor);
  expect((await list({ accountId, search: 'shop' })).items[0]?.balanceMinor).toBeNull();
  expect((await list({})).items[0]?.balanceMinor).toBeNull();
});

it('adds up the splits of a category alone, by currency and month', async () => {
  const { items } = await list({ search: 'shop 9', limit: 1, sort: 'oldest' });
  const home = (
    await db.read((orm) => orm.all<{ id: string }>(`select id from ledger_category where name = 'Home'`))
  )[0];
  const summary = await summariseTransactions(db, { status: 'all', categoryId: home?.id });
  expect(items[0]?.id).toBe('txn_0009');
  const whole = Array.from({ length: ROWS }, (_, index) => index).filter(
    (index) => index % 3 === 0 && index !== 9,
  );
  const expected = whole.reduce((sum, index) => sum + index - 300, -191);
  const [euro] = summary.currencies;
  expect([summary.transactions, (euro?.inMinor ?? 0) + (euro?.outMinor ?? 0)]).toEqual([
    whole.length + 1,
    expected,
  ]);
  expect(summary.months.reduce((sum, { inMinor, outMinor }) => sum + inMinor + outMinor, 0)).toBe(expected);
  expect(summary.months.map(({ month }) => month)).toEqual(['2026-07', '2026-04', '2026-01']);
});

async function exported(format: 'csv' | 'qif' | 'json', filter: object = {}): Promise<string> {
  let text = '';
  for await (const piece of exportTransactions(db, { status: 'all', sort: 'oldest', format, ...filter }))
    text += piece;
  return text;
}

it('exports CSV that is read back to the letter, and that no spreadsheet takes for formulas', async () => {
  const rows = parse<Record<string, string>>(await exported('csv'), { columns: true });
  expect(rows).toHaveLength(ROWS);
  const byId = new Map(rows.map((row) => [row.Id, row]));
  expect(byId.get('txn_0007')).toMatchObject({
    'Imported payee': `'=HYPERLINK("x"), "Zoë"`,
    Amount: '-2.93',
  });
  expect(byId.get('txn_0008')).toMatchObject({ Memo: 'two\nlines', Account: 'Card 0', Currency: 'EUR' });
  expect(byId.get('txn_0009')).toMatchObject({ Category: '', Splits: 'none -1.00; Home:Repairs -1.91' });
  expect(byId.get('txn_0012')).toMatchObject({ Category: 'Home:Repairs', Splits: '' });
  for (const row of rows)
    for (const cell of [row.Payee, row.Memo, row.Notes]) expect(cell).not.toMatch(/^[=+@-]/);
});

it('exports QIF that our own reader reads back: days, amounts, accounts, categories and splits', async () => {
  const { file, doubts } = readQif(await exported('qif'), { currency: 'EUR' });
  expect(doubts).toEqual([]);
  expect(file.statements.map(({ account, items }) => [account.number, items.length])).toEqual([
    ...[
      ['Card 0', 350],
      ['Card 1', 350],
    ],
  ]);
  const entries = file.statements.flatMap(({ items }) =>
    items.flatMap((item) => (item.kind === 'entry' ? [item.entry] : [])),
  );
  expect(entries).toHaveLength(ROWS);
  expect(entries.reduce((sum, { amountMinor }) => sum + amountMinor, 0)).toBe(
    (ROWS * (ROWS - 1)) / 2 - 300 * ROWS,
  );
  const split = entries.find(({ amountMinor, date }) => amountMinor === -291 && date === '2026-01-19');
  expect(split).toMatchObject({
    splits: [{ amountMinor: -100 }, { amountMinor: -191, category: 'Home:Repairs' }],
  });
});

it('exports JSON of what a filter shows', async () => {
  const rows = JSON.parse(
    await exported('json', {
      search: 'shop 12',
      mostMinor: 288,
      leastMinor: 288,
      from: '2026-04-01',
      to: '2026-04-30',
    }),
  ) as object[];
  expect(rows).toMatchObject([
    { id: 'txn_0012', amount: '-2.88', category: 'Home:Repairs', account: 'Card 0' },
  ]);
  expect(JSON.parse(await exported('json', { search: 'nowhere' }))).toEqual([]);
});

it('keeps views under names, each name once, with a record of who did what', async () => {
  const before = await db.read((orm) => readAuditRange(orm, 1, 1_000));
  const view = await saveView(change, { name: 'Repairs', query: 'search=door' });
  await expect(saveView(change, { name: 'Repairs', query: '' })).rejects.toMatchObject({
    reason: 'view_name',
  });
  await changeViewName(change, { id: view.id, name: 'Doors' });
  expect(await db.read(listViews)).toEqual([{ id: view.id, name: 'Doors', query: 'search=door' }]);
  await dropView(change, view.id);
  await expect(dropView(change, view.id)).rejects.toMatchObject({ reason: 'view' });
  const after = await db.read((orm) => readAuditRange(orm, before.length + 1, 1_000));
  expect(after.map(({ action, subject }) => [action, subject])).toEqual(
    Array(3).fill(['configuration_change', view.id]),
  );
});
