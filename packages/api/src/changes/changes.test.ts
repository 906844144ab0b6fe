import type { JsonValue } from '@steward/core/canonical';
import type { ChangedEntity } from '@steward/core/changes';
import { SYSTEM_ACTOR, type Actor } from '@steward/core/identity';
import { readAuditRange } from '@steward/db/audit';
import {
  insertChangeSet,
  readChangeSet,
  readStanding,
  readUndoTask,
  saveUndoTask,
} from '@steward/db/changes';
import { openWorkspaceDb, type WorkspaceDb } from '@steward/db/client';
import {
  insertAccount,
  insertCategories,
  insertImported,
  type ImportedTransaction,
} from '@steward/db/ledger';
import { insertPayees } from '@steward/db/payees';
import { insertReviewItems } from '@steward/db/review';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLog } from '../log/index.ts';
import {
  applyChanges,
  createUndoRunner,
  requestUndo,
  undoChangeSet,
  type ChangeRequest,
  type FieldChange,
  type UndoDeps,
} from './index.ts';

const PERSON: Actor = { kind: 'user', id: 'usr_1', name: 'Mira' };
const OTHER: Actor = { kind: 'user', id: 'usr_2', name: 'Ben' };
let clock = Date.parse('2026-11-28T10:00:00Z');
const now = () => new Date((clock += 1_000));

let folder: string;
let db: WorkspaceDb;
let deps: UndoDeps;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'steward-changes-'));
  db = await openWorkspaceDb({ dataFolder: folder, workspaceId: 'ws_test' });
  deps = { db, engine: { redecide: () => Promise.resolve(0) }, actor: PERSON, now };
  await db.write(async (tx) => {
    const at = now();
    await insertAccount(tx, {
      ...{ id: 'acc_1', name: 'Current', type: 'checking', currency: 'EUR', openingBalanceMinor: 0 },
      ...{ externalId: null, createdAt: at },
    });
    const categories = ['Food', 'Travel', 'Gifts'].map((name) => ({
      ...({ id: `cat_${name}`, parentId: null, name, kind: 'expense', isHidden: false } as const),
    }));
    await insertCategories(tx, categories, at);
    const aliases = [{ importedName: 'SHOP', normalised: 'shop', payeeId: 'pay_shop' }];
    await insertPayees(tx, { payees: [{ id: 'pay_shop', name: 'SHOP' }], aliases, at });
  });
});

afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true });
});

/** Transactions t0, t1 … as an import brings them in, each waiting in review. */
async function importRows(n: number, prefix = 't', changeSetId = 'chg_import'): Promise<void> {
  const transactions = Array.from({ length: n }, (_, index): ImportedTransaction => ({
    ...{
      id: `txn_${prefix}${index}`,
      splitId: `spl_${prefix}${index}`,
      accountId: 'acc_1',
      date: '2026-11-01',
    },
    ...{ amountMinor: -100, currency: 'EUR', payeeId: 'pay_shop', importedPayee: 'SHOP', importedMemo: '' },
    ...{
      context: {},
      fingerprint: `f${index}`,
      externalId: `x${index}`,
      categoryId: null,
      learningSeq: null,
    },
  }));
  await db.write(async (tx) => {
    const at = now();
    await insertChangeSet(tx, { id: changeSetId, kind: 'import', actor: PERSON, reason: 'bank.csv', at });
    await insertImported(tx, { importId: 'imp_1', changeSetId, at, transactions });
    await insertReviewItems(
      tx,
      transactions.map(({ id, payeeId, amountMinor }) => ({
        ...{ transactionId: id, decisionId: `dec_${id}`, payeeId, amountMinor, categoryId: 'cat_Food' },
        ...{ confidence: 0.5, outcomeCode: 'suggested', outcomeMessage: '', isAsked: true },
      })),
      at,
    );
  });
}

const change = (entity: ChangedEntity, entityId: string, field: string, after: JsonValue): FieldChange => {
  return { entity, entityId, field, after };
};

function apply(changes: FieldChange[], request: Partial<ChangeRequest> = {}) {
  return db.write((tx) =>
    applyChanges(tx, { kind: 'edit', actor: PERSON, reason: 'test', at: now(), changes, ...request }),
  );
}

/** An answer of a person, as review gives it. */
async function categorise(
  id: string,
  categoryId: string,
  request: Partial<ChangeRequest> = {},
): Promise<string> {
  const provenance = { source: 'user', decisionId: null, isLocked: true, at: now().getTime() };
  const changes = [
    change('transaction', id, 'category', categoryId),
    change('transaction', id, 'categoryProvenance', provenance),
  ];
  return (await apply(changes, request)).changeSetId ?? '';
}

const standing = async (entity: ChangedEntity, entityId: string, field: string) =>
  (await db.read((orm) => readStanding(orm, [{ entity, entityId, field }]))).of({ entity, entityId, field });
const query = (sql: string) => db.read((orm) => orm.all<Record<string, unknown>>(sql));
const statesOf = async () =>
  (await query('select state from review_item order by transaction_id')).map(({ state }) => state);
const labels = async () =>
  (
    await query(`select category_id from learning_event e where type = 'label_seen' and not exists
      (select 1 from learning_event w where w.of_seq = e.seq) order by seq`)
  ).map((row) => row.category_id);

describe('a change of the ledger', () => {
  it('stores each field before and after, makes the version one more, and is audited', async () => {
    await importRows(1);
    const changed = await apply([change('transaction', 'txn_t0', 'notes', 'for work')]);
    expect(changed.items).toMatchObject([{ field: 'notes', before: '', after: 'for work' }]);
    expect(await query('select version, notes from ledger_transaction')).toEqual([
      { version: 2, notes: 'for work' },
    ]);
    const [record] = await db.read((orm) => readAuditRange(orm, 1, 10));
    expect(record).toMatchObject({ action: 'change_set', subject: changed.changeSetId });
  });

  it('that changes nothing is none', async () => {
    await importRows(1);
    const changed = await apply([change('transaction', 'txn_t0', 'notes', '')]);
    expect(changed.changeSetId).toBeNull();
    expect(await query('select version from ledger_transaction')).toEqual([{ version: 1 }]);
  });

  it('leaves a reconciled transaction alone, but for its status by a person', async () => {
    await importRows(1);
    await apply([change('transaction', 'txn_t0', 'status', 'reconciled')]);
    await expect(apply([change('transaction', 'txn_t0', 'notes', 'x')])).rejects.toMatchObject({
      reason: 'reconciled',
    });
    const status = change('transaction', 'txn_t0', 'status', 'posted');
    await expect(apply([status], { actor: SYSTEM_ACTOR })).rejects.toMatchObject({ reason: 'reconciled' });
    await apply([status]);
  });

  it('of what someone changed meanwhile is refused, and told who changed what', async () => {
    await importRows(1);
    await categorise('txn_t0', 'cat_Food', { actor: OTHER, expectedVersions: { txn_t0: 1 } });
    const late = categorise('txn_t0', 'cat_Travel', { expectedVersions: { txn_t0: 1 } });
    await expect(late).rejects.toMatchObject({
      reason: 'changed_since',
      details: { changes: [{ field: 'category', before: 'none', after: 'Food', by: 'Ben' }] },
    });
    await expect(late).rejects.toThrow('Ben changed the category from none to Food');
    expect(await standing('transaction', 'txn_t0', 'category')).toBe('cat_Food');
    await categorise('txn_t0', 'cat_Travel', { expectedVersions: { txn_t0: 2 } });
  });

  it('never gives anything a category that was removed', async () => {
    await importRows(1);
    await apply([change('category', 'cat_Gifts', 'exists', false)]);
    await expect(categorise('txn_t0', 'cat_Gifts')).rejects.toMatchObject({ reason: 'category' });
  });

  it('removes nothing that is used', async () => {
    await importRows(1);
    await categorise('txn_t0', 'cat_Food');
    await expect(apply([change('category', 'cat_Food', 'exists', false)])).rejects.toThrow(
      'used by a transaction',
    );
    await expect(apply([change('account', 'acc_1', 'exists', null)])).rejects.toThrow(
      'used by a transaction',
    );
  });
});

describe('an undo', () => {
  it('of an answer returns the category with where it came from, and asks again', async () => {
    await importRows(2);
    const first = await categorise('txn_t0', 'cat_Food');
    const provenance = await standing('transaction', 'txn_t0', 'categoryProvenance');
    const second = await categorise('txn_t0', 'cat_Travel');
    expect(await labels()).toEqual(['cat_Travel']);
    await undoChangeSet(deps, { id: second });
    expect(await standing('transaction', 'txn_t0', 'categoryProvenance')).toEqual(provenance);
    expect(await labels()).toEqual(['cat_Food']);
    expect(await statesOf()).toEqual(['answered', 'waiting']);
    await undoChangeSet(deps, { id: first });
    expect(await standing('transaction', 'txn_t0', 'categoryProvenance')).toBeNull();
    expect(await labels()).toEqual([]);
    expect(await statesOf()).toEqual(['waiting', 'waiting']);
  });

  it('of an import takes its transactions from ledger and queue, and the redo brings them back', async () => {
    await importRows(3);
    const undone = await undoChangeSet(deps, { id: 'chg_import' });
    expect(undone).toMatchObject({ undone: 3, left: [] });
    expect(await statesOf()).toEqual(['removed', 'removed', 'removed']);
    expect(await query('select id from ledger_transaction where deleted_at is null')).toEqual([]);
    await undoChangeSet(deps, { id: 'chg_import', direction: 'redo' });
    expect(await statesOf()).toEqual(['waiting', 'waiting', 'waiting']);
    expect(await query('select id from ledger_transaction where deleted_at is null')).toHaveLength(3);
  });

  it('can be undone and done again for ever, and each change set says which undid it', async () => {
    await importRows(1);
    const id = await categorise('txn_t0', 'cat_Food');
    const undo = await undoChangeSet(deps, { id });
    await expect(undoChangeSet(deps, { id })).rejects.toMatchObject({ reason: 'already_undone' });
    const undoId = undo.changeSetId ?? '';
    const redo = await undoChangeSet(deps, { id: undoId });
    expect(await db.read((orm) => readChangeSet(orm, id))).toMatchObject({ undoneById: null });
    expect(await db.read((orm) => readChangeSet(orm, undoId))).toMatchObject({
      ...{ undoneById: redo.changeSetId, undoesId: id },
    });
    await expect(undoChangeSet(deps, { id, direction: 'redo' })).rejects.toMatchObject({
      reason: 'not_undone',
    });
    const again = await undoChangeSet(deps, { id });
    expect(await db.read((orm) => readChangeSet(orm, id))).toMatchObject({ undoneById: again.changeSetId });
    await undoChangeSet(deps, { id, direction: 'redo' });
    expect(await standing('transaction', 'txn_t0', 'category')).toBe('cat_Food');
    expect(await labels()).toEqual(['cat_Food']);
  });

  it('that meets later edits names each with who made it, and undoes the rest where asked', async () => {
    await importRows(3);
    await categorise('txn_t1', 'cat_Gifts', { actor: OTHER, reason: 'Category Gifts' });
    const refused = undoChangeSet(deps, { id: 'chg_import' });
    await expect(refused).rejects.toMatchObject({
      reason: 'later_edit',
      details: {
        laterEdits: [
          {
            ...{ entity: 'transaction', entityId: 'txn_t1', name: 'SHOP', field: 'category', why: 'changed' },
            ...{ left: 'none', found: 'Gifts', by: { actor: OTHER, reason: 'Category Gifts' } },
          },
        ],
      },
    });
    await expect(refused).rejects.toThrow(
      'The category of the transaction SHOP was changed by Ben since, to Gifts.',
    );
    const rest = await undoChangeSet(deps, { id: 'chg_import', rest: true });
    expect(rest).toMatchObject({ undone: 2, leftCount: 1, left: [{ entityId: 'txn_t1' }] });
    expect(await query('select id from ledger_transaction where deleted_at is null')).toEqual([
      { id: 'txn_t1' },
    ]);
  });

  it('leaves what is reconciled, and says so', async () => {
    await importRows(2);
    const id = await categorise('txn_t0', 'cat_Food');
    await apply([change('transaction', 'txn_t0', 'status', 'reconciled')]);
    await expect(undoChangeSet(deps, { id })).rejects.toThrow('is reconciled');
  });

  it('of an import makes room for the same rows, and then cannot be taken back itself', async () => {
    await importRows(2);
    await undoChangeSet(deps, { id: 'chg_import' });
    await importRows(2, 'again', 'chg_again');
    const redo = undoChangeSet(deps, { id: 'chg_import', direction: 'redo' });
    await expect(redo).rejects.toThrow('came in by another way since');
    await undoChangeSet(deps, { id: 'chg_again' });
    await undoChangeSet(deps, { id: 'chg_import', direction: 'redo' });
  });

  it('of a creation leaves what is used since and stops there', async () => {
    const row = {
      ...{ id: 'acc_2', name: 'Card', type: 'card', currency: 'EUR', openingBalanceMinor: 0 },
      ...{ externalId: null, createdAt: 1 },
    };
    const made = await apply([change('account', 'acc_2', 'exists', row)]);
    const renamed = await apply([change('account', 'acc_2', 'name', 'Blue card')]);
    await expect(undoChangeSet(deps, { id: made.changeSetId ?? '' })).rejects.toThrow('was changed by Mira');
    await undoChangeSet(deps, { id: renamed.changeSetId ?? '' });
    await undoChangeSet(deps, { id: made.changeSetId ?? '' });
    expect(await query('select id from ledger_account')).toEqual([{ id: 'acc_1' }]);
    await undoChangeSet(deps, { id: made.changeSetId ?? '', direction: 'redo' });
    expect(await standing('account', 'acc_2', 'exists')).toEqual(row);
  });

  it('of a merge of categories withdraws what the model learned of it, and suggestions go back', async () => {
    await importRows(1);
    await categorise('txn_t0', 'cat_Food');
    const merged = await apply([
      change('transaction', 'txn_t0', 'category', 'cat_Travel'),
      change('category', 'cat_Food', 'mergedInto', 'cat_Travel'),
    ]);
    const events = () => query('select type, of_seq from learning_event order by seq');
    expect(await events()).toEqual([
      { type: 'label_seen', of_seq: null },
      { type: 'category_merged', of_seq: null },
    ]);
    await undoChangeSet(deps, { id: merged.changeSetId ?? '' });
    expect((await events()).slice(2)).toEqual([{ type: 'label_withdrawn', of_seq: 2 }]);
    expect(await standing('transaction', 'txn_t0', 'category')).toBe('cat_Food');
    expect(await standing('category', 'cat_Food', 'mergedInto')).toBeNull();
  });
});

describe('a large undo', () => {
  it('that a stop broke off is done after the next start', async () => {
    await importRows(2);
    const task = {
      changeSetId: 'chg_import',
      direction: 'undo',
      rest: false,
      actor: PERSON,
      total: 2,
    } as const;
    await db.write((tx) => saveUndoTask(tx, { ...task, startedAt: now() }));
    const runner = createUndoRunner({ dataFolder: folder, log: createLog('silent'), engine: deps.engine });
    await runner.resume({
      listWorkspaceIds: () => Promise.resolve(['ws_test']),
      open: () => Promise.resolve(db),
    });
    await runner.settled();
    await runner.close();
    expect(await query('select id from ledger_transaction where deleted_at is null')).toEqual([]);
    expect(await db.read((orm) => readUndoTask(orm, 'chg_import'))).toMatchObject({ state: 'done' });
  });
});

describe('the undo of a closing', () => {
  it('needs the right to close months', async () => {
    const after = { startsOn: '2026-09-01', endsBefore: '2026-10-01', closedAt: now().getTime() };
    const { changeSetId } = await apply([change('month', '2026-09-01', 'exists', after)]);
    const request = { id: changeSetId ?? '', rest: false };
    const undos = { start: () => undefined, doneOf: () => null };
    const refuse = (right: string) => {
      throw new Error(`lacks ${right}`);
    };
    await expect(requestUndo({ ...deps, undos, requireRight: refuse }, request, 'undo')).rejects.toThrow(
      'lacks ledger:close',
    );
    expect(await query('select starts_on from closing_month')).toHaveLength(1);
    await requestUndo({ ...deps, undos, requireRight: () => undefined }, request, 'undo');
    expect(await query('select starts_on from closing_month')).toEqual([]);
  });
});
