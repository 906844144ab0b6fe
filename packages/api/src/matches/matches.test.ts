import { SYSTEM_ACTOR, type Actor } from '@steward/core/identity';
import { insertChangeSet } from '@steward/db/changes';
import { openWorkspaceDb, type WorkspaceDb } from '@steward/db/client';
import {
  findByFingerprint,
  insertAccount,
  insertCategories,
  insertImported,
  listTransactions,
  readTransaction,
  type ImportedTransaction,
} from '@steward/db/ledger';
import { insertMatches, readMatch, readMatchesOf } from '@steward/db/matches';
import { insertPayees } from '@steward/db/payees';
import { insertReviewItems, readQueueCounts } from '@steward/db/review';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applyChanges, undoChangeSet, type FieldChange } from '../changes/index.ts';
import { confirmMatch, rejectMatch, undoMatch, type MatchDeps } from './decide-match.ts';
import { listMatchesPage } from './list-matches.ts';
import { proposeTransfersFor } from './propose-transfers.ts';

const PERSON: Actor = { kind: 'user', id: 'usr_1', name: 'Mira' };
let clock = Date.parse('2026-11-28T10:00:00Z');
const now = () => new Date((clock += 1_000));

let folder: string;
let db: WorkspaceDb;
let deps: MatchDeps;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'steward-matches-'));
  db = await openWorkspaceDb({ dataFolder: folder, workspaceId: 'ws_test' });
  deps = { db, engine: { redecide: () => Promise.resolve(0) }, actor: PERSON, now };
  await db.write(async (tx) => {
    const at = now();
    for (const id of ['card', 'savings', 'cash']) {
      const account = { id: `acc_${id}`, name: id, type: 'checking', currency: 'EUR' } as const;
      await insertAccount(tx, { ...account, openingBalanceMinor: 0, externalId: null, createdAt: at });
    }
    const categories = ['Food', 'Gifts'].map((name) => ({
      ...({ id: `cat_${name}`, parentId: null, name, kind: 'expense', isHidden: false } as const),
    }));
    await insertCategories(tx, categories, at);
    await insertPayees(tx, { payees: [{ id: 'pay_shop', name: 'Shop' }], aliases: [], at });
  });
});

afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true });
});

/** Transactions, each by an import of its own and waiting in review. */
async function book(
  ...rows: { id: string; account?: string; amountMinor?: number; date?: string }[]
): Promise<void> {
  for (const { id, account = 'card', amountMinor = -100, date = '2026-11-01' } of rows) {
    const transaction: ImportedTransaction = {
      ...{ id: `txn_${id}`, splitId: `spl_${id}`, accountId: `acc_${account}`, date, amountMinor },
      ...{ currency: 'EUR', payeeId: 'pay_shop', importedPayee: `SHOP ${id}`, importedMemo: '', context: {} },
      ...{ fingerprint: `f${id}`, externalId: null, categoryId: null, learningSeq: null },
    };
    await db.write(async (tx) => {
      const [changeSetId, at] = [`chg_import_${id}`, now()];
      await insertChangeSet(tx, { id: changeSetId, kind: 'import', actor: PERSON, reason: `${id}.csv`, at });
      await insertImported(tx, { importId: `imp_${id}`, changeSetId, at, transactions: [transaction] });
      const item = {
        transactionId: transaction.id,
        decisionId: `dec_${id}`,
        payeeId: 'pay_shop',
        amountMinor,
      };
      const outcome = {
        categoryId: 'cat_Food',
        confidence: 0.5,
        outcomeCode: 'suggested',
        outcomeMessage: '',
      };
      await insertReviewItems(tx, [{ ...item, ...outcome, isAsked: true }], at);
    });
  }
}

const MATCH = 'mat_01900000-0000-7000-8000-000000000001';

async function propose(
  kind: 'duplicate' | 'transfer',
  first: string,
  second: string,
  id = MATCH,
): Promise<void> {
  const evidence = {
    rule: kind === 'duplicate' ? 'near' : 'opposite_amounts',
    daysApart: 1,
    payeeLikeness: 0.5,
  } as const;
  const match = { id, kind, firstId: `txn_${first}`, secondId: `txn_${second}`, evidence };
  await db.write((tx) => insertMatches(tx, [match], now()));
}

async function change(...changes: [string, string, FieldChange['after']][]): Promise<void> {
  await db.write((tx) =>
    applyChanges(tx, {
      ...({ kind: 'edit', actor: PERSON, at: now(), reason: 'Edit' } as const),
      changes: changes.map(([id, field, after]) => {
        return { entity: 'transaction', entityId: `txn_${id}`, field, after } as const;
      }),
    }),
  );
}

const setByPerson = { source: 'user', decisionId: null, isLocked: true, at: 1 };

async function standing(): Promise<string[]> {
  const items = await db.read((orm) => listTransactions(orm, { status: 'all', before: null, limit: 50 }));
  return items
    .map(({ id, categoryName, notes }) => [id.slice(4), categoryName ?? '', notes].join(' ').trim())
    .sort();
}

const waiting = async () =>
  (await listMatchesPage(db, { filter: 'open', cursor: null, limit: 9 })).items.map(({ id }) => id);
const reviewed = async () => (await db.read(readQueueCounts)).all;

describe('a duplicate', () => {
  beforeEach(async () => {
    await book({ id: 'old' }, { id: 'new' });
    await propose('duplicate', 'old', 'new');
  });

  it('that is confirmed leaves one, with what a person said of either, and later files find both', async () => {
    await change(['new', 'category', 'cat_Gifts'], ['new', 'categoryProvenance', setByPerson]);
    await change(['new', 'notes', 'for Ada'], ['old', 'notes', 'birthday']);
    const { state, changeSetId } = await confirmMatch(deps, MATCH);
    expect(state).toBe('confirmed');
    expect(await standing()).toEqual(['old Gifts birthday\nfor Ada']);
    expect(await waiting()).toEqual([]);
    const found = await db.read((orm) => findByFingerprint(orm, ['fold', 'fnew']));
    expect([...found.values()].map(({ id }) => id)).toEqual(['txn_old', 'txn_old']);
    expect(await confirmMatch(deps, MATCH)).toMatchObject({ state: 'confirmed', changeSetId });
    await expect(rejectMatch(deps, MATCH)).rejects.toMatchObject({ reason: 'match_confirmed' });
  });

  it('is two again once that is undone, at any time, and waits again', async () => {
    await change(['new', 'notes', 'n']);
    const before = await standing();
    await confirmMatch(deps, MATCH);
    await book({ id: 'later' });
    await undoMatch(deps, MATCH);
    expect((await standing()).filter((text) => text !== 'later')).toEqual(before);
    expect(await waiting()).toEqual([MATCH]);
    await expect(undoMatch(deps, MATCH)).rejects.toMatchObject({ reason: 'match_open' });
    await confirmMatch(deps, MATCH);
    expect(await standing()).toEqual(['later', 'old  n']);
  });

  it('that is rejected leaves both and does not come back', async () => {
    await rejectMatch(deps, MATCH);
    await propose('duplicate', 'old', 'new', 'mat_01900000-0000-7000-8000-000000000002');
    expect(await waiting()).toEqual([]);
    expect(await standing()).toEqual(['new', 'old']);
    await expect(confirmMatch(deps, MATCH)).rejects.toMatchObject({ reason: 'match_rejected' });
    await undoMatch(deps, MATCH);
    expect(await waiting()).toEqual([MATCH]);
  });

  it('keeps the reconciled one as it is, and of two reconciled ones is refused', async () => {
    await change(['old', 'category', 'cat_Food'], ['old', 'categoryProvenance', setByPerson]);
    await change(['new', 'status', 'reconciled']);
    const before = await db.read((orm) => readTransaction(orm, 'txn_new'));
    await confirmMatch(deps, MATCH);
    expect(await db.read((orm) => readTransaction(orm, 'txn_new'))).toMatchObject({
      ...{ categoryId: before?.categoryId, version: before?.version, status: 'reconciled' },
    });
    expect(await standing()).toEqual(['new']);
    await undoMatch(deps, MATCH);
    await change(['old', 'status', 'reconciled']);
    await expect(confirmMatch(deps, MATCH)).rejects.toMatchObject({ reason: 'both_reconciled' });
    expect(await standing()).toEqual(['new', 'old Food']);
  });

  it('leaves the queue with the one that goes', async () => {
    expect(await reviewed()).toBe(2);
    await confirmMatch(deps, MATCH);
    expect(await reviewed()).toBe(1);
    await undoMatch(deps, MATCH);
    expect(await reviewed()).toBe(2);
  });

  it('stands in the way of undoing either import, for with the kept one both would go', async () => {
    await confirmMatch(deps, MATCH);
    for (const id of ['old', 'new']) {
      await expect(undoChangeSet(deps, { id: `chg_import_${id}` })).rejects.toMatchObject({
        reason: 'later_edit',
      });
    }
    expect(await standing()).toEqual(['old']);
    await undoMatch(deps, MATCH);
    await undoChangeSet(deps, { id: 'chg_import_old' });
    expect(await standing()).toEqual(['new']);
    expect(await waiting()).toEqual([]);
    await expect(confirmMatch(deps, MATCH)).rejects.toMatchObject({ reason: 'match_gone' });
  });

  it('keeps the files of both, each once, until it is undone', async () => {
    const files = [
      ['1', 'old', '1'],
      ['2', 'new', '1'],
      ['3', 'new', '2'],
    ] as const;
    await db.write((tx) =>
      tx.insertMany(
        'ledger_attachment',
        ['id', 'transaction_id', 'sha256', 'name', 'type', 'size_bytes', 'added_at', 'added_by'],
        files.map(([id, of, hash]) => [
          ...[`att_${id}`, `txn_${of}`, hash.repeat(64), `${id}.pdf`, 'application/pdf', 1, 0, '{}'],
        ]),
      ),
    );
    const read = async () => {
      const found = await db.read((orm) => readTransaction(orm, 'txn_old'));
      return found?.attachments.map(({ name }) => name);
    };
    await confirmMatch(deps, MATCH);
    expect(await read()).toEqual(['1.pdf', '3.pdf']);
    await undoMatch(deps, MATCH);
    expect(await read()).toEqual(['1.pdf']);
  });
});

describe('a transfer', () => {
  beforeEach(async () => {
    await book({ id: 'out' }, { id: 'in', account: 'savings', amountMinor: 100 });
    await proposeTransfersFor(deps, ['txn_out', 'txn_in']);
  });

  it('that is confirmed links both sides, which leave review, until it is undone', async () => {
    const [id = ''] = await waiting();
    await change(['in', 'status', 'reconciled']);
    await confirmMatch(deps, id);
    const transferOf = async (side: string) =>
      (await db.read((orm) => readTransaction(orm, side)))?.transferId;
    expect([await transferOf('txn_out'), await transferOf('txn_in')]).toEqual([id, id]);
    expect(await db.read((orm) => readMatchesOf(orm, 'txn_in'))).toMatchObject([{ id, state: 'confirmed' }]);
    expect([await reviewed(), await waiting()]).toEqual([0, []]);
    await undoMatch(deps, id);
    expect([await transferOf('txn_out'), await transferOf('txn_in')]).toEqual([null, null]);
    expect([await reviewed(), await waiting()]).toEqual([2, [id]]);
  });

  it('that is rejected makes room for another side, and does not come back', async () => {
    await book({ id: 'cash', account: 'cash', amountMinor: 100, date: '2026-11-03' });
    const [id = ''] = await waiting();
    await proposeTransfersFor(deps, ['txn_cash']);
    expect(await waiting()).toEqual([id]);
    await rejectMatch(deps, id);
    const [other = ''] = await waiting();
    expect(await db.read((orm) => readMatch(orm, other))).toMatchObject({
      ...{ first: { transactionId: 'txn_out' }, second: { transactionId: 'txn_cash' } },
    });
    await proposeTransfersFor(deps, ['txn_out', 'txn_in', 'txn_cash']);
    expect(await waiting()).toEqual([other]);
  });

  it('whose side is taken by another one waits no more, and does again when that is undone', async () => {
    await book({ id: 'in2', account: 'cash', amountMinor: 100 });
    const second = 'mat_01900000-0000-7000-8000-000000000009';
    await propose('transfer', 'out', 'in2', second);
    const open = (await waiting()).sort();
    expect(open).toHaveLength(2);
    await confirmMatch(deps, second);
    expect(await waiting()).toEqual([]);
    const first = open.find((id) => id !== second) ?? '';
    await expect(confirmMatch(deps, first)).rejects.toMatchObject({ reason: 'match_gone' });
    await undoMatch(deps, second);
    expect((await waiting()).sort()).toEqual(open);
  });

  it('is never confirmed by what is automatic where one side is reconciled', async () => {
    const [id = ''] = await waiting();
    await change(['in', 'status', 'reconciled']);
    await expect(confirmMatch({ ...deps, actor: SYSTEM_ACTOR }, id)).rejects.toMatchObject({
      reason: 'reconciled',
    });
  });
});
