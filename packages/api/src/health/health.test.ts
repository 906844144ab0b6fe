import { createId, type Actor } from '@steward/core/identity';
import { openWorkspaceDb, type WorkspaceDb } from '@steward/db/client';
import { insertAccount, insertCategories, insertImported } from '@steward/db/ledger';
import { insertPayees } from '@steward/db/payees';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { decideTransactions } from '../decisions/index.ts';
import { createEngine, type Engine } from '../engine/index.ts';
import { openModel } from '../learning/index.ts';
import { answer, listQueue } from '../review/index.ts';
import { getSystemStatus } from './health.service.ts';

const AT = new Date('2026-11-20T10:00:00Z');
const PERSON: Actor = { kind: 'user', id: 'usr_1', name: 'Mira' };
const now = () => AT;

let dataFolder: string;
let db: WorkspaceDb;
let engine: Engine;

beforeEach(async () => {
  dataFolder = mkdtempSync(join(tmpdir(), 'steward-health-'));
  db = await openWorkspaceDb({ dataFolder, workspaceId: 'ws_test' });
  engine = createEngine({ dataFolder });
  await db.write(async (tx) => {
    await insertAccount(tx, {
      ...{ id: 'acc_1', name: 'Current', type: 'checking', currency: 'EUR', openingBalanceMinor: 0 },
      ...{ externalId: null, createdAt: AT },
    });
    await insertCategories(
      tx,
      ['Groceries', 'Travel'].map((name) => ({
        ...({ id: `cat_${name}`, parentId: null, name, kind: 'expense', isHidden: false } as const),
      })),
      AT,
    );
    await insertPayees(tx, {
      payees: [{ id: 'pay_market', name: 'market' }],
      aliases: [{ importedName: 'market', normalised: 'market', payeeId: 'pay_market' }],
      at: AT,
    });
  });
});

afterEach(async () => {
  await engine.close();
  db.close();
  rmSync(dataFolder, { recursive: true, force: true });
});

/** Brings one transaction in and lets the model decide on it. */
async function bring(amountMinor: number): Promise<string> {
  const newId = (prefix: 'txn' | 'spl') => createId(prefix, { now: AT, random: randomBytes });
  const id = newId('txn');
  const transaction = {
    ...{ id, splitId: newId('spl'), accountId: 'acc_1', date: '2026-11-01', amountMinor, currency: 'EUR' },
    ...{ payeeId: 'pay_market', importedPayee: 'market', importedMemo: '', context: {}, externalId: null },
    ...{ fingerprint: id, categoryId: null, learningSeq: null },
  };
  const changeSetId = createId('chg', { now: AT, random: randomBytes });
  await db.write((tx) =>
    insertImported(tx, { importId: 'imp_1', changeSetId, at: AT, transactions: [transaction] }),
  );
  await decideTransactions({ db, model: await openModel({ db, dataFolder }), now }, [id]);
  return id;
}

async function accuracy() {
  const [learning] = await getSystemStatus(db, AT);
  return learning?.accuracy;
}

/** As it stands in the queue. */
async function itemOf(id: string) {
  const { items } = await listQueue(db, { filter: 'all', cursor: null, limit: 50, now: AT });
  return items.find(({ transactionId }) => transactionId === id);
}

const give = (id: string, categoryId: string) =>
  answer(
    { db, engine, actor: PERSON, now },
    { transactionIds: [id], categoryId, idempotencyKey: `answer ${id}` },
  );

test('an answer counts where the model had named a category, also one that it was too unsure to suggest', async () => {
  const unknown = await bring(-1_000);
  expect(await itemOf(unknown)).toMatchObject({ outcomeReason: { code: 'too_little_data' } });
  await give(unknown, 'cat_Groceries');
  expect(await accuracy(), 'nothing was named, so nothing was right or wrong').toMatchObject({
    status: 'not_measured',
  });

  const unsure = await bring(-1_100);
  expect(await itemOf(unsure)).toMatchObject({
    ...{ categoryId: 'cat_Groceries', outcomeReason: { code: 'too_little_data' } },
  });
  await give(unsure, 'cat_Travel');
  expect(await accuracy()).toMatchObject({ status: 'measured', value: 0, n: 1 });

  await give(await bring(-1_200), 'cat_Groceries');
  expect(await accuracy()).toMatchObject({ status: 'measured', n: 2 });
});
