import { createVerifier, verifyRecord } from '@steward/core/audit';
import { createId, type Actor } from '@steward/core/identity';
import { readAuditRange } from '@steward/db/audit';
import { openWorkspaceDb, type WorkspaceDb } from '@steward/db/client';
import { appendLearning } from '@steward/db/learning';
import {
  insertAccount,
  insertCategories,
  insertImported,
  type ImportedTransaction,
} from '@steward/db/ledger';
import { insertPayees } from '@steward/db/payees';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { decideTransactions } from '../decisions/index.ts';
import { createEngine, type Engine } from '../engine/index.ts';
import { openModel } from '../learning/index.ts';
import { answer, type ReviewDeps } from './answer.ts';
import { listQueue, readItem, setAsked, skip } from './review.service.ts';
import { undoAnswer } from './undo.ts';

const AT = new Date('2026-11-20T10:00:00Z');
const PERSON: Actor = { kind: 'user', id: 'usr_1', name: 'Mira' };
const now = () => new Date();

let dataFolder: string;
let db: WorkspaceDb;
let engine: Engine;
let deps: ReviewDeps;
let added = 0;

beforeEach(async () => {
  dataFolder = mkdtempSync(join(tmpdir(), 'steward-review-'));
  db = await openWorkspaceDb({ dataFolder, workspaceId: 'ws_test' });
  engine = createEngine({ dataFolder });
  deps = { db, engine, actor: PERSON, now };
  await seed();
});

afterEach(async () => {
  await engine.close();
  db.close();
  rmSync(dataFolder, { recursive: true, force: true });
});

const newId = (prefix: 'txn' | 'spl') => createId(prefix, { now: AT, random: randomBytes });

function transaction(payee: string, categoryId: string | null, amountMinor: number): ImportedTransaction {
  added += 1;
  return {
    ...{
      id: newId('txn'),
      splitId: newId('spl'),
      accountId: 'acc_1',
      date: '2026-11-01',
      amountMinor,
      currency: 'EUR',
    },
    ...{ payeeId: `pay_${payee}`, importedPayee: payee, importedMemo: '', context: {}, externalId: null },
    ...{ fingerprint: `f${added}`, categoryId, learningSeq: null },
  };
}

async function add(transactions: ImportedTransaction[]): Promise<void> {
  await db.write(async (tx) => {
    const labelled = transactions.filter((row) => row.categoryId !== null);
    const firstSeq = await appendLearning(
      tx,
      labelled.map(({ id, categoryId }) => ({
        ...({ type: 'label_seen', subject: { transactionId: id } } as const),
        categoryId: categoryId ?? '',
      })),
      AT,
    );
    labelled.forEach((row, index) => {
      row.learningSeq = firstSeq + index;
    });
    await insertImported(tx, { importId: 'imp_1', changeSetId: `chg_${added}`, at: AT, transactions });
  });
  const unlabelled = transactions.filter((row) => row.categoryId === null).map((row) => row.id);
  await decideTransactions({ db, model: await openModel({ db, dataFolder }), now }, unlabelled);
}

async function seed(): Promise<void> {
  const payees = ['market', 'rail', 'kiosk', 'newcomer'];
  await db.write(async (tx) => {
    await insertAccount(tx, {
      ...{ id: 'acc_1', name: 'Current', type: 'checking', currency: 'EUR', openingBalanceMinor: 0 },
      ...{ externalId: null, createdAt: AT },
    });
    await insertCategories(
      tx,
      ['Groceries', 'Travel', 'Gifts'].map((name) => ({
        ...({ id: `cat_${name}`, parentId: null, name, kind: 'expense', isHidden: false } as const),
      })),
      AT,
    );
    await insertPayees(tx, {
      payees: payees.map((name) => ({ id: `pay_${name}`, name })),
      aliases: payees.map((name) => ({ importedName: name, normalised: name, payeeId: `pay_${name}` })),
      at: AT,
    });
  });
  const history = Array.from({ length: 40 }, (_, index) => [
    transaction('market', 'cat_Groceries', -1000 - index * 37),
    transaction('rail', 'cat_Travel', -4000 - index * 91),
  ]).flat();
  await add(history);
}

async function queue() {
  return listQueue(db, { filter: 'all', cursor: null, limit: 50, now: new Date() });
}

test('a transaction like the history is suggested, with an exact explanation in counts', async () => {
  const waiting = transaction('market', null, -1234);
  await add([waiting]);
  const item = await readItem(db, waiting.id);
  expect(item.categoryId).toBe('cat_Groceries');
  expect(item.confidence).toBeGreaterThan(0.7);
  const { explanation } = item;
  const sum = explanation?.mainFactors.reduce((total, factor) => total + factor.term, explanation.base);
  expect(Math.abs((sum ?? NaN) - (explanation?.score ?? NaN))).toBeLessThan(1e-9);
  const payee = explanation?.mainFactors.find((factor) => factor.factor === 'Payee is market');
  expect(payee?.evidence).toEqual({
    counts: { filter: { payee: 'market' }, matching: 40, total: 40 },
    text: '40 of 40 were Groceries',
  });
});

test('an answer is learned at once: what is alike is decided again', async () => {
  const alike = Array.from({ length: 6 }, (_, index) => transaction('newcomer', null, -500 - index));
  await add(alike);
  const before = new Map((await queue()).items.map((item) => [item.transactionId, item.confidence]));
  const [first, ...others] = alike;
  const ids = { transactionIds: [first?.id ?? ''], categoryId: 'cat_Gifts', idempotencyKey: 'k1' };
  const result = await answer(deps, ids);
  expect(result).toMatchObject({ answered: 1, categoryName: 'Gifts' });
  await answer(deps, { ...ids, transactionIds: [others[0]?.id ?? ''], idempotencyKey: 'k2' });
  const after = (await queue()).items;
  expect(after).toHaveLength(4);
  expect(after.every((item) => item.categoryId === 'cat_Gifts')).toBe(true);
  expect(after.some((item) => item.confidence !== before.get(item.transactionId))).toBe(true);
});

test('the same answer sent twice is one answer', async () => {
  const waiting = transaction('market', null, -1234);
  await add([waiting]);
  const input = { transactionIds: [waiting.id], categoryId: 'cat_Travel', idempotencyKey: 'once' };
  const first = await answer(deps, input);
  const second = await answer(deps, input);
  expect(second.changeSetId).toBe(first.changeSetId);
  await expect(answer(deps, { ...input, categoryId: 'cat_Gifts' })).rejects.toMatchObject({
    reason: 'idempotency_key_reused',
  });
});

test('undo puts the item back, takes the label back, and the model is as if it never came', async () => {
  const [first, second] = [transaction('newcomer', null, -500), transaction('newcomer', null, -700)];
  await add([first, second]);
  const before = await readItem(db, second.id);
  const { changeSetId } = await answer(deps, {
    transactionIds: [first.id],
    categoryId: 'cat_Gifts',
    idempotencyKey: 'k',
  });
  await undoAnswer(deps, changeSetId);
  const after = await readItem(db, second.id);
  expect(after.categoryId).toBe(before.categoryId);
  expect(after.confidence).toBe(before.confidence);
  expect((await queue()).items.map((item) => item.transactionId).sort()).toEqual(
    [first.id, second.id].sort(),
  );
  await expect(undoAnswer(deps, changeSetId)).rejects.toMatchObject({ reason: 'already_undone' });
});

test('an undo that meets a later answer stops and names the transaction', async () => {
  const waiting = transaction('market', null, -1234);
  await add([waiting]);
  const input = { transactionIds: [waiting.id], categoryId: 'cat_Travel', idempotencyKey: 'k1' };
  const first = await answer(deps, input);
  await answer(deps, { ...input, categoryId: 'cat_Gifts', idempotencyKey: 'k2' });
  const undone = undoAnswer(deps, first.changeSetId);
  await expect(undone).rejects.toThrow('market');
  await expect(undone).rejects.toMatchObject({
    reason: 'later_edit',
    details: {
      laterEdits: [{ entityId: waiting.id, left: 'Travel', found: 'Gifts', by: { actor: PERSON } }],
    },
  });
});

test('of many alike the newest are shown, exactly those are answered, and the rest is asked again', async () => {
  const many = Array.from({ length: 120 }, (_, index) => ({
    ...transaction('market', null, -1000),
    date: `2026-11-${String(1 + (index % 20)).padStart(2, '0')}`,
  }));
  await add(many);
  const item = await readItem(db, many[0]?.id ?? '');
  expect([item.alike.length, item.alikeTotal]).toEqual([100, 119]);
  const shown = item.alike.map(({ transactionId }) => transactionId);
  expect((await readItem(db, item.transactionId)).alike.map((row) => row.transactionId)).toEqual(shown);
  const left = many.filter(({ id }) => id !== item.transactionId && !shown.includes(id));
  expect(left.every(({ date }) => date <= (item.alike.at(-1)?.date ?? ''))).toBe(true);
  const answered = await answer(deps, {
    ...{ transactionIds: [item.transactionId, ...shown], categoryId: 'cat_Groceries', idempotencyKey: 'k' },
  });
  expect(answered.answered).toBe(101);
  expect((await queue()).items.map((row) => row.transactionId).sort()).toEqual(
    left.map(({ id }) => id).sort(),
  );
  expect((await undoAnswer(deps, answered.changeSetId)).undone).toBe(101);
  expect((await queue()).counts.all).toBe(120);
});

test('a payee that is never to be asked for leaves the queue and comes back when asked again', async () => {
  const waiting = transaction('kiosk', null, -300);
  await add([waiting]);
  const act = { actor: PERSON, now: new Date() };
  expect(await setAsked(db, { payeeId: 'pay_kiosk', isAsked: false }, act)).toEqual({ changed: 1 });
  await add([transaction('kiosk', null, -400)]);
  expect((await queue()).items).toHaveLength(0);
  expect(await setAsked(db, { payeeId: 'pay_kiosk', isAsked: true }, act)).toEqual({ changed: 2 });
  expect((await queue()).items).toHaveLength(2);
});

test('a skipped item leaves the queue and is counted', async () => {
  const waiting = transaction('kiosk', null, -300);
  await add([waiting]);
  await skip(db, waiting.id, { actor: PERSON, now: new Date() });
  expect(await queue()).toMatchObject({ items: [], today: { skipped: 1 } });
});

test('decisions over the API are the same when the call is repeated, and all replay bit for bit', async () => {
  const subject = {
    externalId: 'x1',
    payee: 'market',
    memo: '',
    amountMinor: -900,
    currency: 'EUR',
    date: '2026-11-02',
    context: {},
  };
  const request = {
    workspaceId: 'ws_test',
    actor: PERSON,
    input: { idempotencyKey: 'a', kind: 'category' as const, subjects: [subject] },
  };
  const [decision] = (await engine.decide(request)).read();
  expect(decision).toMatchObject({
    prediction: 'cat_Groceries',
    outcome: 'suggested',
    subject: { id: 'x1' },
  });
  const again = (await engine.decide(request)).read();
  expect(again).toEqual([decision]);
  const other = { ...request.input, subjects: [{ ...subject, amountMinor: -1 }] };
  await expect(engine.decide({ ...request, input: other })).rejects.toMatchObject({
    ...{ code: 'conflict', reason: 'idempotency_key_reused' },
  });
  const waiting = [transaction('newcomer', null, -500), transaction('newcomer', null, -700)];
  await add(waiting);
  const { changeSetId } = await answer(deps, {
    ...{ transactionIds: [waiting[0]?.id ?? ''], categoryId: 'cat_Gifts', idempotencyKey: 'b' },
  });
  await undoAnswer(deps, changeSetId);
  const replay = await engine.replay({ workspaceId: 'ws_test', last: 1000 });
  expect(replay.differences).toEqual([]);
  expect(replay.replayed).toBeGreaterThanOrEqual(4);
  expect(replay.equal).toBe(replay.replayed);
});

test('everything that happened stands in one chain that verifies', async () => {
  const waiting = transaction('market', null, -1234);
  await add([waiting]);
  const { changeSetId } = await answer(deps, {
    transactionIds: [waiting.id],
    categoryId: 'cat_Travel',
    idempotencyKey: 'k',
  });
  await undoAnswer(deps, changeSetId);
  const records = await db.read((orm) => readAuditRange(orm, 1, 1000));
  const verifier = createVerifier();
  expect(records.map((record) => verifyRecord(verifier, record)).filter(Boolean)).toEqual([]);
  const actions = new Set(records.map((record) => record.action));
  expect([...actions].sort()).toEqual(['change_set', 'feedback', 'prediction', 'undo']);
});
