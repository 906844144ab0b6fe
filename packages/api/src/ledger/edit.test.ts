import type { Actor } from '@steward/core/identity';
import { TransactionFilter, type AddTransaction } from '@steward/core/ledger';
import { openWorkspaceDb, type WorkspaceDb } from '@steward/db/client';
import { readMatchesOf } from '@steward/db/matches';
import { readOutbox } from '@steward/db/webhooks';
import { insertAccount, insertImported, listTags, type ImportedTransaction } from '@steward/db/ledger';
import { sql } from 'drizzle-orm';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { undoChangeSet } from '../changes/index.ts';
import { closeMonth } from '../closing/index.ts';
import { decideTransactions } from '../decisions/index.ts';
import { openModel } from '../learning/index.ts';
import { confirmMatch } from '../matches/index.ts';
import { addTransaction } from './add.service.ts';
import { bulkEdit, previewBulkEdit } from './bulk-edit.service.ts';
import { editTransaction, removeTransaction } from './edit.service.ts';
import { createAccount, createCategory, getTransaction, type LedgerChange } from './ledger.service.ts';
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
  const now = () => new Date();
  const decide = async ({ transactionIds }: { transactionIds: readonly string[] }) =>
    decideTransactions({ db, now, model: await openModel({ db, dataFolder: folder }) }, transactionIds);
  const engine = { redecide: () => Promise.resolve(0), decideTransactions: decide };
  deps = { db, actor, now, engine };
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
    await tx.execute(`insert into imports_import (id, account_id, file_name, file_hash, size_bytes, format, status, actor,
      created_at) values ('imp_1', '${ACCOUNT}', 'bank.csv', '', 1, 'csv', 'committed', '{}', 0)`);
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

it('changes all that a filter finds as one change set, once for a key, but for what it must leave, and undoes it whole', async () => {
  await editTransaction(deps, { id: 'txn_1', version: 1, splits: [part(food, -700), part(home, -300)] });
  const edit = { filter: { status: 'all' as const }, categoryId: food, payee: 'Corner shop' };
  const preview = await previewBulkEdit(deps, edit);
  expect(preview).toMatchObject({ matching: 6, changing: 4, alreadySo: 0 });
  expect(preview.refused).toMatchObject([
    { why: 'splits', transactions: 1, examples: [{ transactionId: 'txn_1', payeeName: 'Shop' }] },
    { why: 'reconciled', transactions: 1 },
  ]);
  expect(preview.examples[0]).toMatchObject({
    transactionId: 'txn_5',
    changes: [{ field: 'payee', before: 'Shop', after: 'Corner shop' }],
  });
  expect(preview.examples[1]?.changes[0]).toEqual({ field: 'category', before: '', after: 'Food' });
  await expect(bulkEdit(deps, { ...edit, changing: 5 })).rejects.toMatchObject({
    reason: 'preview_outdated',
  });
  const call = { ...edit, changing: 4, idempotencyKey: 'once' };
  const { changeSetId, changed } = await bulkEdit(deps, call);
  expect(changed).toBe(4);
  expect(await bulkEdit(deps, call)).toEqual({ changeSetId, changed });
  expect(await read('txn_2')).toMatchObject({
    ...{ categoryId: food, isLocked: true, categorySource: 'user', payeeName: 'Corner shop' },
    provenance: expect.arrayContaining([
      expect.objectContaining({ field: 'payee', source: 'user', isLocked: true }),
    ]) as unknown,
  });
  // A file said so, and nobody else: it was left as it was.
  expect(await read('txn_5')).toMatchObject({ categorySource: 'import', payeeName: 'Corner shop' });
  await undo(changeSetId);
  expect(await read('txn_2')).toMatchObject({ categoryId: null, categorySource: null, payeeName: 'Shop' });
  expect(await payeesCalled('Corner shop')).toEqual([]);
});

it('removes and notes many at once, never takes one out of its reconciliation, and says what is asked wrongly', async () => {
  const filter = { status: 'all' as const };
  expect(await previewBulkEdit(deps, { filter, state: 'pending', notes: 'x' })).toMatchObject({
    ...{ changing: 5, refused: [{ why: 'reconciled' }] },
  });
  const { changeSetId } = await bulkEdit(deps, { filter, remove: true, changing: 5 });
  expect((await summariseTransactions(db, filter)).transactions).toBe(1);
  await undo(changeSetId);
  expect((await summariseTransactions(db, filter)).transactions).toBe(6);
  await expect(previewBulkEdit(deps, { filter })).rejects.toMatchObject({ reason: 'nothing_asked' });
  const both = previewBulkEdit(deps, { filter, remove: true, notes: 'x' });
  await expect(both).rejects.toMatchObject({ reason: 'remove_alone' });
});

const byHand = (more: Partial<AddTransaction> = {}): AddTransaction => ({
  ...{ accountId: ACCOUNT, date: '2026-02-01', amountMinor: -250, payee: 'Kiosk', memo: '', notes: 'cash' },
  ...{ tags: [], state: 'posted', categoryId: food, idempotencyKey: 'one' },
  ...more,
});
const payeesCalled = (name: string) =>
  db.read((orm) => orm.all(sql`select 1 from payees_payee where name = ${name}`));

it('adds a transaction by hand with its payee, once for a key, and takes it out again', async () => {
  const { id, changeSetId } = await addTransaction(deps, byHand());
  expect(await addTransaction(deps, byHand())).toMatchObject({ id });
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
  expect(await payeesCalled('Kiosk')).toEqual([]);
});

it('decides what is added without a category, asks in review, and tells webhooks', async () => {
  await db.write((tx) =>
    tx.execute(`insert into webhooks_endpoint (id, url, description, events, is_active, secret, cursor_seq, created_at)
      values ('whk_1', 'https://app.invalid', '', '["transactions.created","decisions.made"]', 1, '', 0, 0)`),
  );
  const { id } = await addTransaction(deps, byHand({ categoryId: null, payee: 'Shop' }));
  const { decisionId, categoryId } = await read(id);
  expect([decisionId, categoryId]).toEqual([expect.stringMatching(/^dec_/), null]);
  const items = await db.read((orm) => orm.all('select state from review_item'));
  expect(items).toEqual([{ state: 'waiting' }]);
  // What a stop left undone is done when it is sent again.
  expect(await addTransaction(deps, byHand({ categoryId: null, payee: 'Shop' }))).toMatchObject({ id });
  expect(await db.read((orm) => orm.all('select 1 from decisions_decision'))).toHaveLength(1);
  const told = await db.read((orm) => readOutbox(orm, 0, 9));
  expect(told.map(({ type }) => type)).toEqual(['transactions.created', 'decisions.made']);
});

it('keeps a second coffee that is entered, and proposes what a file brought before', async () => {
  const coffee = byHand({ date: '2026-01-04', amountMinor: -1_000, payee: 'Shop' });
  const first = await addTransaction(deps, coffee);
  const second = await addTransaction(deps, { ...coffee, idempotencyKey: 'two' });
  expect(second.id).not.toBe(first.id);
  const matchesOf = (id: string) => db.read((orm) => readMatchesOf(orm, id));
  const [match] = await matchesOf(first.id);
  expect(match).toMatchObject({ kind: 'duplicate', evidence: { rule: 'near', daysApart: 0 } });
  expect(match?.first.transactionId).toBe('txn_3');
  expect((await matchesOf(second.id))[0]?.first.importId).toBe('imp_1');
  // Corrected, it is another payment; and with the undo it may be the same again.
  const { version } = await read(first.id);
  const { changeSetId } = await editTransaction(deps, { id: first.id, version, amountMinor: -999 });
  expect(await matchesOf(first.id)).toEqual([]);
  expect((await read(first.id)).openMatchId).toBeNull();
  const confirming = confirmMatch(deps, match?.id ?? '');
  await expect(confirming).rejects.toMatchObject({ reason: 'match_gone' });
  await undo(changeSetId);
  expect(await matchesOf(first.id)).toHaveLength(1);
});

it('finds the other side of a transfer for what is entered', async () => {
  const savings = await createAccount(deps, {
    ...({ name: 'Savings', type: 'savings', currency: 'EUR' } as const),
    ...{ openingBalanceMinor: 0, externalId: null },
  });
  const { id } = await addTransaction(
    deps,
    byHand({ accountId: savings.id, amountMinor: 1_000, date: '2026-01-06' }),
  );
  expect(await db.read((orm) => readMatchesOf(orm, id))).toMatchObject([{ kind: 'transfer' }]);
});

it('changes the payee of any, and day, amount and account only of what was entered', async () => {
  await editTransaction(deps, { id: 'txn_1', version: 1, payee: 'Greengrocer' });
  expect(await read()).toMatchObject({ payeeName: 'Greengrocer', importedPayee: 'Shop' });
  const bank = editTransaction(deps, { id: 'txn_1', version: 2, date: '2026-01-09', amountMinor: -5 });
  await expect(bank).rejects.toMatchObject({ reason: 'imported' });
  // As it is: a form that sends everything is no change.
  const same = { date: '2026-01-02', amountMinor: -1_000, accountId: ACCOUNT, payee: 'Greengrocer' };
  expect(await editTransaction(deps, { id: 'txn_1', version: 2, ...same })).toMatchObject({ changed: 0 });

  const { id } = await addTransaction(deps, byHand());
  const before = await read(id);
  const moved = { date: '2026-02-03', amountMinor: -300, payee: 'Shop', state: 'pending' as const };
  const { changeSetId } = await editTransaction(deps, { id, version: before.version, ...moved });
  expect(await read(id)).toMatchObject({
    ...{ date: '2026-02-03', amountMinor: -300, status: 'pending' },
    payeeId: 'pay_1',
  });
  expect((await read(id)).splits).toMatchObject([{ amountMinor: -300, categoryId: food }]);
  // The model unlearns the amount that was wrong.
  expect(await events()).toEqual(['label_seen', 'label_withdrawn', 'label_seen']);
  const stale = editTransaction(deps, { id, version: before.version, notes: 'y' });
  await expect(stale).rejects.toMatchObject({ reason: 'changed_since' });
  await undo(changeSetId);
  const { version: _version, ...standing } = before;
  expect(await read(id)).toMatchObject(standing);
});

it('refuses what is of a closed month, what another account is in, and amounts that do not add up', async () => {
  const yen = await createAccount(deps, {
    ...({ name: 'Yen', type: 'cash', currency: 'JPY' } as const),
    ...{ openingBalanceMinor: 0, externalId: null },
  });
  const { id } = await addTransaction(deps, byHand());
  const edit = async (more: object) =>
    editTransaction(deps, { id, version: (await read(id)).version, ...more });
  await expect(edit({ accountId: yen.id })).rejects.toMatchObject({ reason: 'currency' });
  await edit({ amountMinor: -100, splits: [part(food, -60), part(home, -40)] });
  await expect(edit({ amountMinor: -90 })).rejects.toMatchObject({ reason: 'split_sum' });
  await closeMonth(deps, '2026-01-01');
  await expect(edit({ date: '2026-01-31' })).rejects.toMatchObject({ reason: 'month_closed' });
  const closed = addTransaction(deps, byHand({ date: '2026-01-31', idempotencyKey: 'two' }));
  await expect(closed).rejects.toMatchObject({ reason: 'month_closed' });
  expect(await previewBulkEdit(deps, { filter: { status: 'all' }, notes: 'x' })).toMatchObject({
    ...{ changing: 1, refused: [{ why: 'month_closed', transactions: 5 }, { why: 'reconciled' }] },
  });
});

it('lets go what was entered though its payee is used by others since', async () => {
  const { changeSetId } = await addTransaction(deps, byHand());
  const other = await addTransaction(deps, byHand({ idempotencyKey: 'two' }));
  await undo(changeSetId);
  expect(await payeesCalled('Kiosk')).toHaveLength(1);
  await undo(other.changeSetId);
  expect(await payeesCalled('Kiosk')).toEqual([]);
});

it('tags transactions, finds them however a tag is written, and keeps its first spelling', async () => {
  const { id, changeSetId } = await addTransaction(deps, byHand({ tags: ['Holiday', 'work'] }));
  const other = await addTransaction(deps, byHand({ tags: ['HOLIDAY'], idempotencyKey: 'two' }));
  expect([(await read(id)).tags, (await read(other.id)).tags]).toEqual([['Holiday', 'work'], ['Holiday']]);
  const tagged = async (tag: string) =>
    (await summariseTransactions(db, TransactionFilter.parse({ tag }))).transactions;
  expect([await tagged('holiday'), await tagged('Work'), await tagged('none')]).toEqual([2, 1, 0]);
  expect(await db.read(listTags)).toEqual(['Holiday', 'work']);

  const filter = TransactionFilter.parse({ tag: 'holiday' });
  const edit = { filter, addTags: ['Trip'], removeTags: ['WORK'] };
  const preview = await previewBulkEdit(deps, edit);
  expect(preview.examples.map(({ changes }) => changes)).toContainEqual([
    { field: 'tags', before: 'Holiday, work', after: 'Holiday, Trip' },
  ]);
  const edited = await bulkEdit(deps, { ...edit, changing: preview.changing });
  expect((await read(id)).tags).toEqual(['Holiday', 'Trip']);
  await undo(edited.changeSetId);
  expect((await read(id)).tags).toEqual(['Holiday', 'work']);
  await undo(changeSetId);
  expect([await tagged('holiday'), await tagged('work')]).toEqual([1, 0]);
  expect(await db.read(listTags)).toEqual(['Holiday']);
});

it('leaves a transaction that has twenty tags already', async () => {
  const tags = Array.from({ length: 20 }, (_, index) => `t${index}`);
  const { id } = await addTransaction(deps, byHand({ tags }));
  const edit = { filter: TransactionFilter.parse({ tag: 't3' }), addTags: ['more'] };
  expect(await previewBulkEdit(deps, edit)).toMatchObject({
    ...{ matching: 1, changing: 0 },
    refused: [{ why: 'too_many_tags', examples: [{ transactionId: id }] }],
  });
});
