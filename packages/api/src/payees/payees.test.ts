import type { Actor } from '@steward/core/identity';
import { openWorkspaceDb, type WorkspaceDb } from '@steward/db/client';
import { insertAccount, insertImported, type ImportedTransaction } from '@steward/db/ledger';
import { insertPayees, listPayeeRules } from '@steward/db/payees';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { undoChangeSet } from '../changes/index.ts';
import { openKnownNames, resolveNames } from '../imports/index.ts';
import { mergePayees, moveAlias } from './change-payees.ts';
import { addPayeeRule, previewPayeeRule, removePayeeRule } from './payee-rules.ts';
import { getPayee, listPayeesPage } from './payees.service.ts';
import { updatePayee, type PayeeUpdate } from './update-payee.ts';

const actor: Actor = { kind: 'user', id: 'usr_1', name: 'Mira' };
let clock = Date.parse('2026-11-28T10:00:00Z');
const now = () => new Date((clock += 1_000));
let folder: string;
let db: WorkspaceDb;
let change: PayeeUpdate;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'steward-payees-'));
  db = await openWorkspaceDb({ dataFolder: folder, workspaceId: 'ws_test' });
  change = { db, actor, now, engine: { redecide: () => Promise.resolve(0) } };
  await db.write(async (tx) => {
    const at = now();
    await insertAccount(tx, {
      ...{ id: 'acc_1', name: 'Current', type: 'checking', currency: 'EUR', openingBalanceMinor: 0 },
      ...{ externalId: null, createdAt: at },
    });
    const of = (payeeId: string, importedName: string) => ({
      importedName,
      normalised: importedName,
      payeeId,
    });
    const payees = ['river', 'harbour'].map((name) => ({ id: `pay_${name}`, name: name.toUpperCase() }));
    const aliases = [
      of('pay_river', 'RIVER CAFE'),
      of('pay_river', 'RIVER CAFE 7'),
      of('pay_harbour', 'HARBOUR'),
    ];
    await insertPayees(tx, { payees, aliases, at });
    await insertImported(tx, {
      ...{ importId: 'imp_1', changeSetId: 'chg_1', at },
      transactions: [
        booked(0, 'pay_river', 'RIVER CAFE', '2026-01-05', -1_000),
        booked(1, 'pay_river', 'RIVER CAFE 7', '2026-01-20', -500),
        booked(2, 'pay_harbour', 'HARBOUR', '2026-02-03', -700),
      ],
    });
  });
});

afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true });
});

type Booking = readonly [payeeId: string, importedPayee: string, date: string, amountMinor: number];

function booked(index: number, ...[payeeId, importedPayee, date, amountMinor]: Booking): ImportedTransaction {
  return {
    ...{ id: `txn_${index}`, accountId: 'acc_1', date, amountMinor, currency: 'EUR' },
    ...{
      payeeId,
      importedPayee,
      importedMemo: '',
      context: {},
      fingerprint: String(index),
      externalId: null,
    },
    ...{ splitId: `spl_${index}`, original: null, splits: [] },
    ...{ categoryId: null, learningSeq: null },
  };
}

const countsOf = async (...ids: string[]) =>
  Promise.all(ids.map(async (id) => (await getPayee(db, id)).transactionCount));
const undo = (id: string | null) => undoChangeSet(change, { id: id ?? '', rest: false });

it('shows what was booked for a payee by month, and how it is spelled', async () => {
  const payee = await getPayee(db, 'pay_river');
  expect(payee).toMatchObject({ firstDate: '2026-01-05', lastDate: '2026-01-20', aliasCount: 2 });
  expect(payee.months).toEqual([{ month: '2026-01', currency: 'EUR', count: 2, amountMinor: -1_500 }]);
  expect(payee.mix).toEqual({ topCategoryId: null, topCategoryName: null, topCount: 0, categorisedCount: 0 });
});

it('merges a payee into another with its transactions and spellings, and takes it back whole', async () => {
  const merged = await mergePayees(change, { payeeId: 'pay_harbour', intoPayeeId: 'pay_river' });
  expect(merged).toMatchObject({ payeeId: 'pay_river', moved: 1 });
  expect(await countsOf('pay_river', 'pay_harbour')).toEqual([3, 0]);
  expect((await listPayeesPage(db, { limit: 50 })).items.map(({ id }) => id)).toEqual(['pay_river']);
  expect(await getPayee(db, 'pay_harbour')).toMatchObject({ mergedIntoName: 'RIVER', aliasCount: 0 });
  await undo(merged.changeSetId);
  expect(await countsOf('pay_river', 'pay_harbour')).toEqual([2, 1]);
  expect(await getPayee(db, 'pay_harbour')).toMatchObject({ mergedIntoId: null, aliases: ['HARBOUR'] });
});

it('merges nothing into itself, into what is merged, or into what is not there', async () => {
  const into = (intoPayeeId: string) => mergePayees(change, { payeeId: 'pay_river', intoPayeeId });
  await expect(into('pay_river')).rejects.toMatchObject({ reason: 'payee_merge' });
  await expect(into('pay_none')).rejects.toMatchObject({ code: 'not_found' });
  await mergePayees(change, { payeeId: 'pay_harbour', intoPayeeId: 'pay_river' });
  await expect(into('pay_harbour')).rejects.toMatchObject({ reason: 'payee' });
});

it('separates a spelling into a payee of its own, and gives it to another', async () => {
  const separated = await moveAlias(change, { importedName: 'RIVER CAFE 7', payeeId: null });
  expect(await countsOf('pay_river', separated.payeeId)).toEqual([1, 1]);
  await moveAlias(change, { importedName: 'RIVER CAFE 7', payeeId: 'pay_harbour' });
  expect(await countsOf('pay_harbour', separated.payeeId)).toEqual([2, 0]);
  await expect(moveAlias(change, { importedName: 'NONE', payeeId: null })).rejects.toMatchObject({
    reason: 'alias',
  });
});

it('renames a payee and says nothing changed where nothing does', async () => {
  const renamed = await updatePayee(change, { id: 'pay_river', name: 'River Café' });
  expect((await getPayee(db, 'pay_river')).name).toBe('River Café');
  const again = await updatePayee(change, { id: 'pay_river', name: 'River Café', learnMode: 'suggest' });
  expect(again.changeSetId).toBeNull();
  await undo(renamed.changeSetId);
  expect((await getPayee(db, 'pay_river')).name).toBe('RIVER');
});

const rule = { match: 'starts_with', text: 'river', name: 'The River' } as const;

it('shows what a rule would change before it changes anything', async () => {
  const preview = await previewPayeeRule(db, rule);
  expect(preview).toMatchObject({ nameCount: 2, transactionCount: 2 });
  expect(preview.names[0]).toEqual({
    ...{ importedName: 'RIVER CAFE', payeeId: 'pay_river', payeeName: 'RIVER' },
  });
  expect(await countsOf('pay_river')).toEqual([2]);
});

it('takes a rule to what is here when asked, and takes all of it back at once', async () => {
  const added = await addPayeeRule(change, { ...rule, applyToAll: true });
  expect(added.moved).toBe(2);
  expect(await countsOf(added.payeeId, 'pay_river')).toEqual([2, 0]);
  await expect(addPayeeRule(change, { ...rule, text: 'RIVER', applyToAll: false })).rejects.toMatchObject({
    reason: 'payee_rule',
  });
  await undo(added.changeSetId);
  expect(await db.read(listPayeeRules)).toEqual([]);
  expect(await countsOf('pay_river')).toEqual([2]);
});

const imported = (payee: string) => ({
  ...{
    date: '2026-03-01',
    payee,
    memo: '',
    amountMinor: -1,
    currency: 'EUR',
    externalId: null,
    category: null,
  },
  ...{ context: {}, fingerprint: payee, ordinal: 1, splits: [], original: null, isPending: false },
});

async function resolve(...names: string[]) {
  return db.read(async (orm) => {
    const known = await openKnownNames(orm);
    const entropy = { now: now(), random: (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes)) };
    return resolveNames(orm, { known, rows: names.map(imported), entropy });
  });
}

it('gives names to come to the payee of a rule, also when that had no such spelling', async () => {
  await addPayeeRule(change, { ...rule, name: 'HARBOUR', applyToAll: false });
  const { known, newPayees } = await resolve('RIVER KIOSK 1234');
  expect(known.payees.get('RIVER KIOSK 1234')).toBe('pay_harbour');
  expect(newPayees).toEqual([]);
  const [kept] = await db.read(listPayeeRules);
  await removePayeeRule(change, kept?.id ?? '');
  expect((await resolve('RIVER KIOSK 1234')).newPayees).toMatchObject([{ name: 'RIVER KIOSK' }]);
  await expect(removePayeeRule(change, 'prl_none')).rejects.toMatchObject({ reason: 'payee_rule' });
});

it('makes one payee of one shop, and keeps the payee of a spelling that is known', async () => {
  const { newPayees, newAliases, known } = await resolve(
    'KETTLE 4411',
    'CARD PAYMENT TO KETTLE',
    'RIVER CAFE 7',
  );
  expect(newPayees).toMatchObject([{ name: 'KETTLE' }]);
  expect(newAliases.map(({ importedName }) => importedName)).toEqual([
    'KETTLE 4411',
    'CARD PAYMENT TO KETTLE',
  ]);
  expect(known.payees.get('RIVER CAFE 7')).toBe('pay_river');
});
