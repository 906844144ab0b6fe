import { CreateBudget } from '@steward/core/budgets';
import type { Actor } from '@steward/core/identity';
import { openWorkspaceDb, type WorkspaceDb } from '@steward/db/client';
import {
  countByCategory,
  insertImported,
  listCategories,
  type ImportedTransaction,
} from '@steward/db/ledger';
import { listBudgets } from '@steward/db/budgets';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createBudget } from '../budgets/index.ts';
import { undoChangeSet } from '../changes/index.ts';
import { mergeCategory, removeCategory } from './categories.service.ts';
import { addStarterSet, updateCategory } from './category-changes.service.ts';
import { createCategory, type LedgerChange } from './ledger.service.ts';
import { listTransactionsPage } from './listing.service.ts';

const actor: Actor = { kind: 'user', id: 'usr_test', name: 'Ada' };
const engine = { redecide: () => Promise.resolve(0) };
let folder: string;
let db: WorkspaceDb;
let change: LedgerChange & { engine: typeof engine };

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'steward-categories-'));
  db = await openWorkspaceDb({ dataFolder: folder, workspaceId: 'ws_test' });
  change = { db, actor, engine, now: () => new Date() };
});

afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true });
});

const make = async (name: string, parentId: string | null = null, kind: 'income' | 'expense' = 'expense') =>
  (await createCategory(change, { name, kind, parentId })).id;
const undo = (changeSetId: string | null, direction: 'undo' | 'redo' = 'undo') =>
  undoChangeSet(change, { id: changeSetId ?? '', direction });
const list = () => db.read(listCategories);
const find = async (id: string) => (await list()).find((one) => one.id === id);

async function book(categoryId: string): Promise<void> {
  const row: ImportedTransaction = {
    ...{ id: 'txn_1', splitId: 'spl_1', accountId: 'acc_1', date: '2026-11-01', amountMinor: -100 },
    ...{ currency: 'EUR', payeeId: 'pay_1', importedPayee: 'Shop', importedMemo: '', context: {} },
    ...{ fingerprint: '1', externalId: null, categoryId, learningSeq: null },
  };
  await db.write((tx) =>
    insertImported(tx, { importId: 'imp_1', changeSetId: 'chg_1', at: new Date(), transactions: [row] }),
  );
}

describe('a category', () => {
  it('is renamed, moved and given a picture, each of which can be undone', async () => {
    const [home, rent] = [await make('Home'), await make('Rent')];
    const moved = await updateCategory(change, { id: rent, parentId: home, name: 'Flat', icon: 'home' });
    expect(await find(rent)).toMatchObject({ parentId: home, name: 'Flat', icon: 'home' });
    expect(await updateCategory(change, { id: rent, name: 'Flat' })).toEqual({ changeSetId: null });
    await undo(moved.changeSetId);
    expect(await find(rent)).toMatchObject({ parentId: null, name: 'Rent', icon: null });
  });

  it('is refused a place under itself, under another kind or beside its own name', async () => {
    const [home, pay] = [await make('Home'), await make('Pay', null, 'income')];
    const rent = await make('Rent', home);
    await expect(updateCategory(change, { id: home, parentId: rent })).rejects.toMatchObject({
      reason: 'category_circle',
    });
    await expect(updateCategory(change, { id: rent, parentId: pay })).rejects.toMatchObject({
      reason: 'category_kind',
    });
    await expect(updateCategory(change, { id: rent, parentId: 'cat_none' })).rejects.toMatchObject({
      reason: 'category',
    });
    await make('Rent');
    await expect(updateCategory(change, { id: rent, parentId: null })).rejects.toMatchObject({
      reason: 'category_name',
    });
    await expect(make('Bonus', pay)).rejects.toMatchObject({ reason: 'category_kind' });
    await expect(updateCategory(change, { id: 'cat_none', name: 'x' })).rejects.toMatchObject({
      reason: 'category',
    });
  });

  it('closes no circle when moves are undone and done again in another order', async () => {
    const [one, two] = [await make('One'), await make('Two')];
    const { changeSetId } = await updateCategory(change, { id: one, parentId: two });
    await undo(changeSetId);
    await updateCategory(change, { id: two, parentId: one });
    await expect(undo(changeSetId, 'redo')).rejects.toMatchObject({ reason: 'later_edit' });
    expect(await find(one)).toMatchObject({ parentId: null });
  });

  it('is archived with what stands under it, and kept with all it has', async () => {
    const home = await make('Home');
    const rent = await make('Rent', home);
    await book(rent);
    const archived = await updateCategory(change, { id: home, isHidden: true });
    expect((await list()).map(({ isHidden }) => isHidden)).toEqual([true, true]);
    expect(await db.read(countByCategory)).toEqual({ [rent]: 1 });
    await updateCategory(change, { id: home, isHidden: false });
    expect((await list()).map(({ isHidden }) => isHidden)).toEqual([false, false]);
    await expect(undo(archived.changeSetId)).rejects.toMatchObject({ reason: 'later_edit' });
  });
});

describe('a starter set', () => {
  it('is one change set, adds nothing the second time, and can be undone whole', async () => {
    const first = await addStarterSet(change, 'household');
    expect(first.made).toBe((await list()).length);
    expect(await addStarterSet(change, 'household')).toEqual({ changeSetId: null, made: 0 });
    await undo(first.changeSetId);
    expect(await list()).toEqual([]);
    expect((await addStarterSet(change, 'firm')).made).toBeGreaterThan(30);
  });
});

describe('merging', () => {
  const budgetOf = (categoryId: string) =>
    createBudget(change, CreateBudget.parse({ categoryId, amountMinor: 1_00, currency: 'EUR' }));
  const budgeted = async () => (await db.read(listBudgets)).map(({ categoryId }) => categoryId).sort();

  it('takes transactions and budgets over, and gives them back when it is undone', async () => {
    const [cafes, coffee] = [await make('Cafés'), await make('Coffee')];
    await book(cafes);
    await budgetOf(cafes);
    const first = await mergeCategory(change, { from: cafes, into: coffee });
    expect(await budgeted()).toEqual([coffee]);
    await undo(first.changeSetId);
    expect(await budgeted()).toEqual([cafes]);
    expect(
      (await listTransactionsPage(db, { categoryId: cafes, status: 'all', sort: 'newest', limit: 5 })).total,
    ).toBe(1);
    await budgetOf(coffee);
    const second = await mergeCategory(change, { from: cafes, into: coffee });
    expect(await budgeted()).toEqual([coffee]);
    await undo(second.changeSetId);
    expect(await budgeted()).toEqual([cafes, coffee].sort());
  });

  it('gives what stands under it the kind of the other, and refuses circles and names twice', async () => {
    const [one, other] = [await make('One'), await make('Other', null, 'income')];
    const child = await make('Child', one);
    const grandchild = await make('Grandchild', child);
    await expect(mergeCategory(change, { from: one, into: grandchild })).rejects.toMatchObject({
      reason: 'category_merge',
    });
    const twin = await make('Child', other, 'income');
    await expect(mergeCategory(change, { from: one, into: other })).rejects.toMatchObject({
      reason: 'category_name',
    });
    await removeCategory({ ...change, engine }, twin);
    const { changeSetId } = await mergeCategory(change, { from: one, into: other });
    expect(await find(child)).toMatchObject({ kind: 'income', parentId: other });
    expect(await find(grandchild)).toMatchObject({ kind: 'income' });
    await undo(changeSetId);
    expect(await find(child)).toMatchObject({ kind: 'expense', parentId: one });
  });

  it('is not what removing does: a budget goes with its category, and comes back with it', async () => {
    const idle = await make('Idle');
    await budgetOf(idle);
    const { changeSetId } = await removeCategory({ ...change, engine }, idle);
    expect(await budgeted()).toEqual([]);
    await undo(changeSetId);
    expect(await budgeted()).toEqual([idle]);
  });
});
