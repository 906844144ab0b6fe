import type { Actor } from '@steward/core/identity';
import { openWorkspaceDb, type WorkspaceDb } from '@steward/db/client';
import { insertAccount, insertImported, listTags, type ImportedTransaction } from '@steward/db/ledger';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { undoChangeSet } from '../changes/index.ts';
import { readHistory } from '../changes/history.service.ts';
import { addTransaction } from './add.service.ts';
import { bulkEdit, previewBulkEdit } from './bulk-edit.service.ts';
import { editTransaction, removeTransaction } from './edit.service.ts';
import { createCategory, getTransaction, type LedgerChange } from './ledger.service.ts';
import { listTransactionsPage, summariseTransactions } from './listing.service.ts';

const actor: Actor = { kind: 'user', id: 'usr_test', name: 'Ada' };
const ACCOUNT = 'acc_01900000-0000-7000-8000-000000000000';
let folder: string;
let db: WorkspaceDb;
let deps: LedgerChange & Parameters<typeof addTransaction>[0];
let food: string;
let home: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'steward-edit-'));
  db = await openWorkspaceDb({ dataFolder: folder, workspaceId: 'ws_test' });
  deps = { db, actor, now: () => new Date(), engine: { redecide: () => Promise.resolve(0) } };
  food = (await createCategory(deps, { name: 'Food', kind: 'expense', parentId: null })).id;
  home = (await createCategory(deps, { name: 'Home', kind: 'expense', parentId: null })).id;
  const transactions = Array.from({ length: 6 }, (_, index): ImportedTransaction => ({
    ...{ id: `txn_${index}`, splitId: `spl_${index}`, accountId: ACCOUNT, date: `2026-01-0${index + 1}` },
    ...{ amountMinor: -1_000, currency: 'EUR', payeeId: 'pay_1', importedPayee: 'Shop', importedMemo: '' },
    ...{ context: {}, fingerprint: String(index), externalId: null },
    ...{ categoryId: index === 5 ? food : null, learningSeq: null },
  }));
  await db.write(async (tx) => {
    const about = { type: 'card', currency: 'EUR', externalId: null, createdAt: new Date(0) } as const;
    await insertAccount(tx, { ...about, id: ACCOUNT, name: 'Card', openingBalanceMinor: 0 });
    await tx.execute(`insert into payees_payee (id, name, created_at) values ('pay_1', 'Shop', 0)`);
    await insertImported(tx, { importId: 'imp_1', changeSetId: 'chg_1', at: new Date(0), transactions });
    await tx.execute(`update ledger_transaction set status = 'reconciled' where id = 'txn_0'`);
  });
});

afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true });
});

const part = (categoryId: string | null, amountMinor: number) => ({ categoryId, amountMinor, memo: '' });
const read = (id = 'txn_1') => getTransaction(db, id);
const undo = (id: string | null) =>
  undoChangeSet({ ...deps, engine: { redecide: () => Promise.resolve(0) } }, { id: id ?? '', rest: false });
const events = () =>
  db
    .read((orm) => orm.all<{ type: string }>('select type from learning_event order by seq'))
    .then((rows) => rows.map(({ type }) => type));

it('splits a transaction, takes back what its category taught, and undoes both', async () => {
  await editTransaction(deps, { id: 'txn_1', version: 1, splits: [part(food, -1_000)] });
  const whole = await read();
  expect(whole).toMatchObject({ categoryId: food, isLocked: true, categorySource: 'user' });
  expect(await events()).toEqual(['label_seen']);
  const splits = [part(food, -700), part(home, -300)];
  const { changeSetId } = await editTransaction(deps, { id: 'txn_1', version: whole.version, splits });
  expect(await read()).toMatchObject({
    categoryId: null,
    categorySource: null,
    splits: [{ amountMinor: -700 }, { categoryId: home }],
  });
  expect(await events()).toEqual(['label_seen', 'label_withdrawn']);
  const found = await listTransactionsPage(db, { status: 'all', sort: 'newest', limit: 9, categoryId: home });
  expect(found.items.map(({ id }) => id)).toEqual(['txn_1']);
  expect((await summariseTransactions(db, { status: 'all', categoryId: home })).currencies).toMatchObject([
    { outMinor: -300 },
  ]);
  await undo(changeSetId);
  const { version: _before, ...before } = whole;
  expect(await read()).toMatchObject(before);
  expect((await summariseTransactions(db, { status: 'all', categoryId: home })).transactions).toBe(0);
});

it('refuses splits that do not add up, a category that is none, and a transaction that was seen as another one', async () => {
  const edit = (version: number, splits: ReturnType<typeof part>[]) =>
    editTransaction(deps, { id: 'txn_1', version, splits });
  await expect(edit(1, [part(food, -700)])).rejects.toMatchObject({ reason: 'split_sum' });
  await expect(edit(1, [part('cat_none', -1_000)])).rejects.toMatchObject({ reason: 'category' });
  await editTransaction(deps, { id: 'txn_1', version: 1, notes: 'for the garden' });
  await expect(edit(1, [part(food, -1_000)])).rejects.toMatchObject({ reason: 'changed_since' });
  const reconciled = editTransaction(deps, { id: 'txn_0', version: 1, notes: 'x' });
  await expect(reconciled).rejects.toMatchObject({ reason: 'reconciled' });
});

it('finds a note as soon as it is written, and no more once it is undone', async () => {
  const search = async () =>
    (await listTransactionsPage(db, { status: 'all', sort: 'newest', limit: 9, search: 'garden' })).total;
  const { changeSetId } = await editTransaction(deps, { id: 'txn_1', version: 1, notes: 'for the garden' });
  expect(await search()).toBe(1);
  await undo(changeSetId);
  expect(await search()).toBe(0);
});

it('changes all that a filter finds as one change set, but for what it must leave, and undoes it whole', async () => {
  await editTransaction(deps, { id: 'txn_1', version: 1, splits: [part(food, -700), part(home, -300)] });
  const edit = { filter: { status: 'all' as const }, categoryId: food };
  expect(await previewBulkEdit(deps, edit)).toEqual({
    ...{ matching: 6, changing: 3, alreadySo: 1 },
    refused: expect.arrayContaining([
      { why: 'reconciled', transactions: 1 },
      { why: 'splits', transactions: 1 },
    ]) as unknown,
  });
  await expect(bulkEdit(deps, { ...edit, changing: 4 })).rejects.toMatchObject({
    reason: 'preview_outdated',
  });
  const { changeSetId, changed } = await bulkEdit(deps, { ...edit, changing: 3 });
  expect(changed).toBe(3);
  expect(await read('txn_2')).toMatchObject({ categoryId: food, isLocked: true, categorySource: 'user' });
  await undo(changeSetId);
  expect(await read('txn_2')).toMatchObject({ categoryId: null, categorySource: null });
  await expect(previewBulkEdit(deps, { filter: { status: 'all' } })).rejects.toMatchObject({
    reason: 'nothing_asked',
  });
});

it('adds a transaction by hand with its payee, once for a key, and takes it out again', async () => {
  const input = {
    accountId: ACCOUNT,
    date: '2026-02-01',
    amountMinor: -250,
    payee: 'Kiosk',
    memo: '',
    notes: 'cash',
    categoryId: food,
  };
  const { id, changeSetId } = await addTransaction(deps, { ...input, idempotencyKey: 'one' });
  expect(await addTransaction(deps, { ...input, idempotencyKey: 'one' })).toMatchObject({ id });
  expect(await read(id)).toMatchObject({
    payeeName: 'Kiosk',
    categoryId: food,
    isLocked: true,
    notes: 'cash',
    importId: null,
  });
  const sum = async () => (await summariseTransactions(db, { status: 'all' })).currencies[0]?.outMinor;
  expect(await sum()).toBe(-6_250);
  const removed = await removeTransaction(deps, { id, version: (await read(id)).version });
  await expect(read(id)).rejects.toMatchObject({ reason: 'transaction' });
  expect(await sum()).toBe(-6_000);
  await undo(removed.changeSetId);
  expect(await sum()).toBe(-6_250);
  await undo(changeSetId);
  expect(await db.read((orm) => orm.all(`select 1 from payees_payee where name = 'Kiosk'`))).toEqual([]);
});

it('gives a transaction tags, each once however it is written, finds it by them, and undoes', async () => {
  const tags = ['Holiday', 'tax', 'HOLIDAY'];
  const { changeSetId } = await editTransaction(deps, { id: 'txn_1', version: 1, tags });
  await editTransaction(deps, { id: 'txn_2', version: 1, tags: ['holiday'] });
  expect((await read()).tags).toEqual(['Holiday', 'tax']);
  const found = async (tag: string) =>
    (await listTransactionsPage(db, { status: 'all', sort: 'newest', limit: 9, tag })).items.map(
      ({ id }) => id,
    );
  expect(await found('hOLIDAY')).toEqual(['txn_2', 'txn_1']);
  expect(await db.read(listTags)).toMatchObject([{ transactions: 2 }, { tag: 'tax', transactions: 1 }]);
  expect(await summariseTransactions(db, { status: 'all', tag: 'tax' })).toMatchObject({ transactions: 1 });
  expect((await readHistory(db, 'txn_1'))[0]).toMatchObject({
    ...{ fieldName: 'tags', before: 'none', after: 'Holiday; tax' },
  });
  const removed = await removeTransaction(deps, { id: 'txn_2', version: (await read('txn_2')).version });
  expect(await found('holiday')).toEqual(['txn_1']);
  await undo(removed.changeSetId);
  expect(await found('holiday')).toEqual(['txn_2', 'txn_1']);
  await undo(changeSetId);
  expect((await read()).tags).toEqual([]);
  expect(await db.read(listTags)).toEqual([{ tag: 'holiday', transactions: 1 }]);
});

it('adds and removes tags of all that a filter finds, as one change set', async () => {
  await editTransaction(deps, { id: 'txn_1', version: 1, tags: ['old', 'Mine'] });
  const edit = { filter: { status: 'all' as const }, addTags: ['2026', 'MINE'], removeTags: ['OLD'] };
  expect(await previewBulkEdit(deps, edit)).toMatchObject({ matching: 6, changing: 5 });
  const { changeSetId } = await bulkEdit(deps, { ...edit, changing: 5 });
  expect((await read()).tags).toEqual(['2026', 'Mine']);
  expect((await read('txn_3')).tags).toEqual(['2026', 'MINE']);
  expect(await previewBulkEdit(deps, edit)).toMatchObject({ changing: 0, alreadySo: 5 });
  await undo(changeSetId);
  expect((await read()).tags).toEqual(['Mine', 'old']);
  expect((await read('txn_3')).tags).toEqual([]);
});
