import { sql } from 'drizzle-orm';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { migrate, openDatabaseFile, openWorkspaceDb, type WorkspaceDb } from './index.ts';

const MIGRATIONS = fileURLToPath(new URL('../../migrations/workspace', import.meta.url));
const BEFORE_TOTALS = 17;

/** Every trigger of a workspace's file. One more is one more line here. */
const TRIGGERS = [
  'learning_event_keeps_features',
  ...['in', 'out', 'change', 'date'].map((kind) => `ledger_part_${kind}`),
  ...['in', 'out', 'change', 'payee'].map((kind) => `ledger_search_${kind}`),
  ...['split', 'transaction'].flatMap((of) =>
    ['in', 'out', 'change'].map((kind) => `ledger_total_${of}_${kind}`),
  ),
  ...['insert', 'delete', 'update'].map((kind) => `recurring_wait_${kind}`),
].sort();

let folder: string;
let db: WorkspaceDb | null = null;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'steward-triggers-'));
});
afterEach(() => {
  db?.close();
  rmSync(folder, { recursive: true });
});

async function open(): Promise<WorkspaceDb> {
  return (db = await openWorkspaceDb({ dataFolder: folder, workspaceId: 'ws_test' }));
}

async function triggersOf(file: Pick<WorkspaceDb, 'read'>): Promise<string[]> {
  const rows = await file.read((orm) =>
    orm.all<{ name: string }>(sql`select name from sqlite_master where type = 'trigger' order by name`),
  );
  return rows.map(({ name }) => name);
}

const TOTALS = sql`select category_id as c, account_id as a, period as p, is_transfer as i, splits as n,
  in_minor + out_minor as sum from ledger_total where splits <> 0 order by 1, 2, 3`;
const ONE_PAYMENT = [
  { c: '', a: '', p: '2026-11-05', i: 0, n: 1, sum: -500 },
  { c: '', a: 'acc_1', p: '2026-11', i: 0, n: 1, sum: -500 },
  { c: '*', a: 'acc_1', p: '2026-11', i: 0, n: 1, sum: -500 },
];

const pay = (file: Pick<WorkspaceDb, 'write'>) =>
  file.write(async (tx) => {
    await tx.execute(
      `insert into ledger_transaction (id, account_id, date, amount_minor, currency, payee_id, imported_payee,
         imported_memo, context, status, fingerprint, created_at)
       values ('txn_1', 'acc_1', '2026-11-05', -500, 'EUR', 'pay_1', 'Shop', '', '{}', 'posted', 'f', 0)`,
    );
    await tx.execute(
      `insert into ledger_split (id, transaction_id, position, amount_minor) values ('spl_1', 'txn_1', 0, -500)`,
    );
  });

test('a new file has every trigger', async () => {
  expect(await triggersOf(await open())).toEqual(TRIGGERS);
});

test('a file of the version before has every trigger once it is opened, and what they keep', async () => {
  const path = join(folder, 'workspaces', 'ws_test.db');
  mkdirSync(dirname(path));
  const before = join(folder, 'before');
  cpSync(MIGRATIONS, before, { recursive: true });
  const journal = JSON.parse(readFileSync(join(before, 'meta', '_journal.json'), 'utf8')) as {
    entries: { idx: number }[];
  };
  const entries = journal.entries.filter(({ idx }) => idx <= BEFORE_TOTALS);
  writeFileSync(join(before, 'meta', '_journal.json'), JSON.stringify({ ...journal, entries }));
  const old = await openDatabaseFile(path);
  await migrate(old, before);
  await pay(old);
  old.close();
  const opened = await open();
  expect(await triggersOf(opened)).toEqual(TRIGGERS);
  expect(await opened.read((orm) => orm.all(TOTALS))).toEqual(ONE_PAYMENT);
});

test('triggers that a migration took away come back when the file is opened, and nothing is missing', async () => {
  const first = await open();
  await first.write(async (tx) => {
    for (const name of TRIGGERS) await tx.execute(`drop trigger ${name}`);
    await tx.execute('create trigger of_nobody after insert on ledger_split begin select 1; end');
  });
  await pay(first);
  expect(await first.read((orm) => orm.all(TOTALS))).toEqual([]);
  first.close();
  const again = await open();
  expect(await triggersOf(again)).toEqual(TRIGGERS);
  expect(await again.read((orm) => orm.all(TOTALS))).toEqual(ONE_PAYMENT);
  const found = sql`select d.transaction_id as id from ledger_search f join ledger_document d on d.row = f.rowid
    where ledger_search match 'shop'`;
  expect(await again.read((orm) => orm.all(found))).toEqual([{ id: 'txn_1' }]);
});
