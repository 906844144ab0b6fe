import type { Actor } from '@steward/core/identity';
import { openWorkspaceDb, type WorkspaceDb } from '@steward/db/client';
import { insertImported, listCategories, type ImportedTransaction } from '@steward/db/ledger';
import { readAuditRange } from '@steward/db/audit';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listChangeSetsPage } from '../changes/index.ts';
import { updateAccount } from './accounts.service.ts';
import { mergeCategory, removeCategory } from './categories.service.ts';
import {
  createAccount,
  createCategory,
  getTransaction,
  listTransactionsPage,
  type LedgerChange,
} from './ledger.service.ts';

const actor: Actor = { kind: 'user', id: 'usr_test', name: 'Ada' };
let folder: string;
let db: WorkspaceDb;
let change: LedgerChange;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'steward-ledger-'));
  db = await openWorkspaceDb({ dataFolder: folder, workspaceId: 'ws_test' });
  change = { db, actor, now: () => new Date() };
});

afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true });
});

const newCategory = (name: string, parentId: string | null = null) =>
  createCategory(change, { name, kind: 'expense', parentId });

async function book(categoryId: string, n: number): Promise<void> {
  const transactions = Array.from({ length: n }, (_, index): ImportedTransaction => ({
    ...{ id: `txn_${index}`, splitId: `spl_${index}`, accountId: 'acc_1', date: `2026-01-0${index + 1}` },
    ...{ amountMinor: -100, currency: 'EUR', payeeId: 'pay_1', importedPayee: 'Shop', importedMemo: '' },
    ...{ context: {}, fingerprint: String(index), externalId: null, categoryId, learningSeq: null },
  }));
  await db.write((tx) =>
    insertImported(tx, { importId: 'imp_1', changeSetId: 'chg_1', at: new Date(), transactions }),
  );
}

describe('the ledger', () => {
  it('makes accounts and categories, each name once, each with its change set and audit record', async () => {
    const account = {
      name: 'Card',
      type: 'card' as const,
      currency: 'EUR',
      openingBalanceMinor: 0,
      externalId: null,
    };
    await createAccount(change, account);
    await expect(createAccount(change, account)).rejects.toMatchObject({ reason: 'account_name' });
    const home = await newCategory('Home');
    await newCategory('Rent', home.id);
    await newCategory('Rent');
    await expect(newCategory('Home')).rejects.toMatchObject({ reason: 'category_name' });
    await expect(newCategory('x', 'cat_none')).rejects.toMatchObject({ reason: 'category' });
    const { items } = await listChangeSetsPage(db, { limit: 10 });
    expect(items.map(({ reason, itemCount }) => `${reason} ${itemCount}`)).toEqual([
      ...['New category Rent 1', 'New category Rent 1', 'New category Home 1', 'New account Card 1'],
    ]);
    expect(await db.read((orm) => readAuditRange(orm, 1, 10))).toHaveLength(4);
  });

  it('merges a category into another: splits, transactions, children and the model', async () => {
    const [from, into] = [await newCategory('Cafés'), await newCategory('Coffee')];
    const child = await newCategory('Tea', from.id);
    await book(from.id, 3);
    expect(await mergeCategory(change, { from: from.id, into: into.id })).toMatchObject({ moved: 3 });
    const { items, total } = await listTransactionsPage(db, { categoryId: into.id, status: 'all', limit: 2 });
    expect([items.length, total]).toEqual([2, 3]);
    const names = (await db.read(listCategories)).map(({ name }) => name);
    expect(names).toEqual(['Coffee', 'Tea']);
    expect((await db.read(listCategories)).find(({ id }) => id === child.id)?.parentId).toBe(into.id);
    const events = await db.read((orm) => orm.all(`select type from learning_event`));
    expect(events).toEqual([{ type: 'category_merged' }]);
    await expect(mergeCategory(change, { from: into.id, into: into.id })).rejects.toMatchObject({
      reason: 'category_merge',
    });
    expect((await getTransaction(db, 'txn_0')).splits).toMatchObject([
      { categoryId: into.id, amountMinor: -100 },
    ]);
  });

  it('removes only a category that nothing has', async () => {
    const engine = { redecide: async () => 0 };
    const used = await newCategory('Used');
    await book(used.id, 1);
    await expect(removeCategory({ ...change, engine }, used.id)).rejects.toMatchObject({
      reason: 'category_used',
    });
    const { id } = await newCategory('Idle');
    await removeCategory({ ...change, engine }, id);
    await expect(removeCategory({ ...change, engine }, id)).rejects.toMatchObject({ reason: 'category' });
    await newCategory('Idle');
  });

  it('changes the name and the number of an account as one change set, and keeps numbers apart', async () => {
    const made = { type: 'other', currency: 'EUR', openingBalanceMinor: 0, externalId: null } as const;
    const { id } = await createAccount(change, { ...made, name: 'Card' });
    const other = await createAccount(change, { ...made, name: 'Cash', externalId: 'DE12 3' });
    const changed = await updateAccount(change, { id, name: 'Visa', externalId: 'DE12 4' });
    expect(changed).toMatchObject({ name: 'Visa', type: 'other', externalId: 'DE12 4' });
    const [set] = (await listChangeSetsPage(db, { limit: 1 })).items;
    expect(set).toMatchObject({ kind: 'edit', itemCount: 2, reason: 'Account Visa: name, externalId' });
    const last = (await db.read((orm) => readAuditRange(orm, 1, 100))).at(-1);
    expect(last).toMatchObject({ subject: set?.id, action: 'change_set' });
    expect(await updateAccount(change, { id, name: 'Visa' })).toEqual(changed);
    expect((await listChangeSetsPage(db, { limit: 1 })).items[0]?.id).toBe(set?.id);
    const taken = updateAccount(change, { id: other.id, externalId: 'de12-4' });
    await expect(taken).rejects.toThrow('Visa has the number de12-4 already');
    await expect(updateAccount(change, { id: other.id, name: 'Visa' })).rejects.toMatchObject({
      reason: 'account_name',
    });
    await expect(updateAccount(change, { id: 'acc_none' })).rejects.toMatchObject({ reason: 'account' });
  });

  it('pages by a cursor and refuses a strange one', async () => {
    await book((await newCategory('A')).id, 5);
    const first = await listTransactionsPage(db, { status: 'all', limit: 3 });
    const cursor = first.nextCursor ?? '';
    const second = await listTransactionsPage(db, { status: 'all', limit: 3, cursor });
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual([
      'txn_4',
      'txn_3',
      'txn_2',
      'txn_1',
      'txn_0',
    ]);
    expect(second.nextCursor).toBeNull();
    await expect(listTransactionsPage(db, { status: 'all', limit: 3, cursor: 'x' })).rejects.toMatchObject({
      reason: 'cursor',
    });
    await expect(getTransaction(db, 'txn_none')).rejects.toMatchObject({ reason: 'transaction' });
  });
});
