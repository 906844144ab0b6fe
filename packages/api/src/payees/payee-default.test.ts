import type { Actor } from '@steward/core/identity';
import { openWorkspaceDb, type WorkspaceDb } from '@steward/db/client';
import {
  insertAccount,
  insertCategories,
  insertImported,
  readTransaction,
  type ImportedTransaction,
} from '@steward/db/ledger';
import { insertPayees } from '@steward/db/payees';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { undoChangeSet } from '../changes/index.ts';
import { closeMonth } from '../closing/index.ts';
import { decideTransactions, readDecisionsByIds, replayDecisions } from '../decisions/index.ts';
import { createEngine, type Engine } from '../engine/index.ts';
import { updateCategory } from '../ledger/index.ts';
import { openModel } from '../learning/index.ts';
import { answer, listQueue, readItem } from '../review/index.ts';
import { applyPayeeDefault, previewPayeeDefault } from './payee-default.ts';
import { getPayee } from './payees.service.ts';
import { updatePayee, type PayeeUpdate } from './update-payee.ts';

const mira: Actor = { kind: 'user', id: 'usr_1', name: 'Mira' };
let clock = Date.parse('2026-11-28T10:00:00Z');
const now = () => new Date((clock += 1_000));
let dataFolder: string;
let db: WorkspaceDb;
let engine: Engine;
let change: PayeeUpdate;
let added = 0;
let made = 0;

beforeAll(() => {
  dataFolder = mkdtempSync(join(tmpdir(), 'steward-defaults-'));
  engine = createEngine({ dataFolder });
});

afterAll(async () => {
  await engine.close();
  rmSync(dataFolder, { recursive: true, force: true });
});

beforeEach(async () => {
  made += 1;
  db = await openWorkspaceDb({ dataFolder, workspaceId: `ws_test${made}` });
  change = { db, actor: mira, now, engine };
  await db.write(async (tx) => {
    const at = now();
    await insertAccount(tx, {
      ...{ id: 'acc_1', name: 'Current', type: 'checking', currency: 'EUR', openingBalanceMinor: 0 },
      ...{ externalId: null, createdAt: at },
    });
    await insertCategories(
      tx,
      ['Food', 'Travel', 'Gifts'].map((name) => ({
        ...({ id: `cat_${name}`, parentId: null, name, kind: 'expense', isHidden: false } as const),
      })),
      at,
    );
    const payees = ['kettle', 'rail'].map((name) => ({ id: `pay_${name}`, name: name.toUpperCase() }));
    const aliases = payees.map(({ id, name }) => ({ importedName: name, normalised: name, payeeId: id }));
    await insertPayees(tx, { payees, aliases, at });
  });
});

afterEach(() => {
  db.close();
});

/** Brings transactions in as an import does, and decides them; returns their ids. */
async function bringIn(payee: string, count: number, date = '2026-11-02'): Promise<string[]> {
  const transactions = Array.from({ length: count }, (): ImportedTransaction => {
    added += 1;
    return {
      ...{ id: `txn_${added}`, splitId: `spl_${added}`, accountId: 'acc_1', date, amountMinor: -100 - added },
      ...{ currency: 'EUR', payeeId: `pay_${payee}`, importedPayee: payee.toUpperCase(), importedMemo: '' },
      ...{ context: {}, fingerprint: `f${added}`, externalId: null, categoryId: null, learningSeq: null },
    };
  });
  const ids = transactions.map(({ id }) => id);
  await db.write((tx) =>
    insertImported(tx, { importId: 'imp_1', changeSetId: `chg_${added}`, at: now(), transactions }),
  );
  await decideTransactions({ db, model: await openModel({ db, dataFolder }), now }, ids);
  return ids;
}

const say = (ids: readonly string[], category: string) =>
  answer(change, {
    ...{ transactionIds: [...ids], categoryId: `cat_${category}`, idempotencyKey: crypto.randomUUID() },
  });
const setDefault = (category: string | null, learnMode?: 'off' | 'suggest' | 'auto') =>
  updatePayee(change, {
    ...{ id: 'pay_kettle', learnMode, defaultCategoryId: category === null ? null : `cat_${category}` },
  });
const waitingIds = async () =>
  (await listQueue(db, { filter: 'all', cursor: null, limit: 50, now: now() })).items.map(
    ({ transactionId }) => transactionId,
  );
const find = (id = '') => db.read((orm) => readTransaction(orm, id));
const undo = (id: string | null) => undoChangeSet(change, { id: id ?? '' });
const labels = async () => (await openModel({ db, dataFolder })).categoriser.learned;
const expectExactReplay = async () => {
  const { equal, replayed, differences } = await replayDecisions({ db, dataFolder }, 1_000);
  expect(differences).toEqual([]);
  expect(equal).toBe(replayed);
};

/** The set that gave a transaction its category. */
async function givenBy(transactionId: string): Promise<string> {
  const rows = await db.read((orm) =>
    orm.all<{ id: string }>(
      `select change_set_id as id from ledger_change_set_item where entity_id = '${transactionId}' and field = 'category'`,
    ),
  );
  return rows.at(-1)?.id ?? '';
}

test('a default is suggested with who set it and when, also where nothing was learned yet', async () => {
  const [id = ''] = await bringIn('kettle', 1);
  expect((await readItem(db, id)).categoryId).toBeNull();
  await setDefault('Food');
  expect(await readItem(db, id)).toMatchObject({
    ...{ categoryId: 'cat_Food', confidence: null },
    outcomeReason: {
      code: 'payee_default',
      message: 'The default of KETTLE, set by Mira on 2026-11-28.',
    },
  });
  await setDefault(null);
  expect((await readItem(db, id)).categoryId).toBeNull();
});

test('where the model says otherwise its own terms explain the default, exactly, and it is replayed', async () => {
  await say(await bringIn('kettle', 8), 'Travel');
  await say(await bringIn('rail', 8), 'Food');
  await setDefault('Food');
  const [id = ''] = await bringIn('kettle', 1);
  const { explanation, outcomeReason, confidence, categoryId } = await readItem(db, id);
  expect(outcomeReason.message).toBe(
    'The default of KETTLE, set by Mira on 2026-11-28. The model would say Travel.',
  );
  expect(categoryId).toBe('cat_Food');
  expect(confidence).toBeLessThan(0.5);
  expect(explanation?.prediction).toBe('cat_Food');
  const sum = explanation?.mainFactors.reduce((total, { term }) => total + term, explanation.base);
  expect(Math.abs((sum ?? NaN) - (explanation?.score ?? NaN))).toBeLessThan(1e-9);
  await expectExactReplay();
});

test('what comes in gets the default by itself where a person asked for that, says why, and is undone', async () => {
  await setDefault('Food', 'auto');
  const before = await labels();
  const [id = '', other = ''] = [...(await bringIn('kettle', 1)), ...(await bringIn('rail', 1))];
  const given = await find(id);
  expect(given).toMatchObject({ categoryId: 'cat_Food', categorySource: 'rule', isLocked: false });
  const [decision] = await readDecisionsByIds(db, [given?.decisionId ?? '']);
  expect(decision).toMatchObject({
    outcome: 'applied',
    outcomeReason: {
      code: 'payee_auto',
      message:
        'The default of KETTLE, set by Mira on 2026-11-28; given by itself as Mira said on 2026-11-28.',
    },
  });
  expect(await waitingIds()).toEqual([other]);
  expect(await labels()).toBe(before);
  await undo(await givenBy(id));
  expect((await find(id))?.categoryId).toBeNull();
  // What a person took back waits, with the default as a suggestion, and is not given again.
  expect((await waitingIds()).sort()).toEqual([id, other].sort());
  expect(await readItem(db, id)).toMatchObject({
    ...{ categoryId: 'cat_Food', outcomeReason: { code: 'payee_default' } },
  });
  await expectExactReplay();
});

test('nothing is given by itself in a closed month; it waits, as a suggestion', async () => {
  await setDefault('Food', 'auto');
  await closeMonth(change, '2026-10-01');
  const [id = ''] = await bringIn('kettle', 1, '2026-10-05');
  expect((await find(id))?.categoryId).toBeNull();
  expect(await waitingIds()).toEqual([id]);
  expect(await previewPayeeDefault(change, 'pay_kettle')).toMatchObject({ waiting: 1, protected: 1 });
});

test('what waits gets the default at once, counted before, as one change that teaches nothing', async () => {
  const ids = await bringIn('kettle', 3);
  await say(ids.slice(0, 1), 'Gifts');
  await setDefault('Food');
  expect(await previewPayeeDefault(change, 'pay_kettle')).toEqual({
    ...{ payeeId: 'pay_kettle', categoryId: 'cat_Food', categoryName: 'Food', waiting: 2, protected: 0 },
  });
  await expect(
    applyPayeeDefault(change, { id: 'pay_kettle', categoryId: 'cat_Travel' }),
  ).rejects.toMatchObject({ reason: 'payee_default' });
  const before = await labels();
  const applied = await applyPayeeDefault(change, { id: 'pay_kettle', categoryId: 'cat_Food' });
  expect(applied).toMatchObject({ applied: 2, protected: 0 });
  expect([await waitingIds(), await labels()]).toEqual([[], before]);
  expect((await find(ids[0]))?.categoryId).toBe('cat_Gifts');
  const again = await applyPayeeDefault(change, { id: 'pay_kettle', categoryId: 'cat_Food' });
  expect(again).toEqual({ changeSetId: null, applied: 0, protected: 0 });
  await undo(applied.changeSetId);
  expect((await waitingIds()).sort()).toEqual(ids.slice(1));
});

test('a payee is not given by itself what it has not', async () => {
  await expect(setDefault(null, 'auto')).rejects.toMatchObject({ reason: 'payee_default' });
  const set = await setDefault('Food');
  await updatePayee(change, { id: 'pay_kettle', learnMode: 'auto' });
  await expect(setDefault(null)).rejects.toMatchObject({ reason: 'payee_default' });
  await expect(undo(set.changeSetId)).rejects.toMatchObject({
    reason: 'later_edit',
    message: expect.stringContaining('The payee KETTLE is used by its learn mode.') as string,
  });
  await expect(setDefault('none')).rejects.toMatchObject({ reason: 'category' });
  await updateCategory(change, { id: 'cat_Gifts', isHidden: true });
  await expect(setDefault('Gifts')).rejects.toMatchObject({ reason: 'category_archived' });
});

test('of a payee that is switched off nothing is suggested and nothing learned, also by an undo', async () => {
  const ids = await bringIn('kettle', 3);
  const before = await labels();
  await setDefault('Food', 'off');
  const [late = ''] = await bringIn('kettle', 1);
  expect((await find(late))?.categoryId).toBeNull();
  const [decision] = await readDecisionsByIds(db, [(await find(late))?.decisionId ?? '']);
  expect(decision).toMatchObject({
    ...{ prediction: null, outcome: 'abstained' },
    outcomeReason: {
      code: 'payee_off',
      message: 'Nothing is suggested for KETTLE, as Mira said on 2026-11-28.',
    },
  });
  const said = await say(ids, 'Food');
  expect([await waitingIds(), await labels()]).toEqual([[], before]);
  await undo((await undo(said.changeSetId)).changeSetId);
  expect(await labels()).toBe(before);
  await setDefault('Food', 'suggest');
  expect(await readItem(db, late)).toMatchObject({ categoryId: 'cat_Food' });
  await say(ids.slice(0, 1), 'Travel');
  expect(await labels()).toBe(before + 1);
  await expectExactReplay();
});

test('a category that is archived is suggested no more, also to what waits, and old decisions stay as they were', async () => {
  await say(await bringIn('kettle', 8), 'Travel');
  await say(await bringIn('rail', 8), 'Food');
  const [id = ''] = await bringIn('kettle', 1);
  expect((await readItem(db, id)).categoryId).toBe('cat_Travel');
  const { confidence } = await readItem(db, id);
  await updateCategory(change, { id: 'cat_Travel', isHidden: true });
  const item = await readItem(db, id);
  expect(item.explanation?.prediction).toBe('cat_Food');
  expect(item.explanation?.alternatives.map(({ prediction }) => prediction)).not.toContain('cat_Travel');
  expect(item.confidence).not.toBe(confidence);
  await expectExactReplay();
  await say([id], 'Travel');
  expect((await find(id))?.categoryId).toBe('cat_Travel');
});

test('the category that nearly all of its transactions have is offered as the default', async () => {
  const ids = await bringIn('kettle', 6);
  await say(ids.slice(0, 4), 'Food');
  expect((await getPayee(db, 'pay_kettle')).offeredDefault).toBeNull();
  await say(ids.slice(4), 'Food');
  expect((await getPayee(db, 'pay_kettle')).offeredDefault).toEqual({
    ...{ categoryId: 'cat_Food', categoryName: 'Food' },
  });
  await setDefault('Food');
  expect(await getPayee(db, 'pay_kettle')).toMatchObject({
    ...{ offeredDefault: null, default: { categoryName: 'Food', isUsable: true, saidBy: { name: 'Mira' } } },
  });
});
