import type { Actor } from '@steward/core/identity';
import { openWorkspaceDb, type WorkspaceDb } from '@steward/db/client';
import { insertChangeSet } from '@steward/db/changes';
import {
  insertAccount,
  insertImported,
  listTransactions,
  type ImportedTransaction,
} from '@steward/db/ledger';
import { insertPayees } from '@steward/db/payees';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applyChanges, undoChangeSet } from '../changes/index.ts';
import { createCategory } from '../ledger/index.ts';
import { adjustBalance } from './adjust.service.ts';
import { closeMonth, listMonths, reopenMonth } from './months.service.ts';
import { finishReconciliation, readReconciliation } from './reconcile.service.ts';

const actor: Actor = { kind: 'user', id: 'usr_1', name: 'Mira' };
const now = () => new Date('2026-11-28T10:00:00Z');
let folder: string;
let db: WorkspaceDb;
let scope: { db: WorkspaceDb; actor: Actor; now: () => Date };

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'steward-closing-'));
  db = await openWorkspaceDb({ dataFolder: folder, workspaceId: 'ws_test' });
  scope = { db, actor, now };
  await db.write(async (tx) => {
    await insertAccount(tx, {
      ...{ id: 'acc_1', name: 'Current', type: 'checking', currency: 'EUR', openingBalanceMinor: 10_000 },
      ...{ externalId: null, createdAt: now() },
    });
    await insertPayees(tx, { payees: [{ id: 'pay_shop', name: 'Shop' }], aliases: [], at: now() });
  });
  await book(['2026-09-30', -100], ['2026-10-01', -200], ['2026-10-31', 5_000], ['2026-11-01', -400]);
});

afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true });
});

/** Transactions txn_0, txn_1 … in an import's change set. */
async function book(...rows: [string, number][]): Promise<void> {
  const transactions = rows.map(([date, amountMinor], index): ImportedTransaction => ({
    ...{
      id: `txn_${index}`,
      splitId: `spl_${index}`,
      accountId: 'acc_1',
      date,
      amountMinor,
      currency: 'EUR',
    },
    ...{
      payeeId: 'pay_shop',
      importedPayee: 'SHOP',
      importedMemo: '',
      context: {},
      fingerprint: `f${index}`,
    },
    ...{ externalId: null, categoryId: null, learningSeq: null },
  }));
  await db.write(async (tx) => {
    const set = { id: 'chg_import', kind: 'import', actor, reason: 'bank.csv', at: now() } as const;
    await insertChangeSet(tx, set);
    await insertImported(tx, { importId: 'imp_1', changeSetId: set.id, at: now(), transactions });
  });
}

const note = (entityId: string, by: Actor = actor) =>
  db.write((tx) =>
    applyChanges(tx, {
      ...{ kind: 'edit', actor: by, reason: 'a note', at: now() },
      changes: [{ entity: 'transaction', entityId, field: 'notes', after: 'seen' }],
    }),
  );
const undo = (id: string, rest = false) =>
  undoChangeSet({ ...scope, engine: { redecide: () => Promise.resolve(0) } }, { id, rest });
const statusesOf = async () =>
  (await db.read((orm) => listTransactions(orm, { status: 'all', before: null, limit: 10 }))).map(
    ({ id, status }) => `${id} ${status}`,
  );

describe('months', () => {
  it('are listed with what stands in them, also those in which nothing happened', async () => {
    const { items, nextBefore } = await listMonths(scope, { limit: 2 });
    expect(items).toMatchObject([
      { startsOn: '2026-11-01', canClose: false, transactions: 1, uncategorised: 1, unreconciled: 1 },
      {
        ...{
          startsOn: '2026-10-01',
          endsBefore: '2026-11-01',
          canClose: true,
          transactions: 2,
          closedAt: null,
        },
        totals: [{ currency: 'EUR', incomeMinor: 5_000, expenseMinor: -200 }],
      },
    ]);
    const rest = await listMonths(scope, { limit: 2, before: nextBefore ?? '' });
    expect(rest).toMatchObject({ items: [{ startsOn: '2026-09-01', transactions: 1 }], nextBefore: null });
  });

  it('count a confirmed transfer as neither income nor expense, and what is pending as not reconciled', async () => {
    await db.write(async (tx) => {
      await applyChanges(tx, {
        ...{ kind: 'edit', actor, reason: 'a transfer', at: now() },
        changes: [{ entity: 'transaction', entityId: 'txn_2', field: 'transfer', after: 'mat_1' }],
      });
      await tx.execute(`update ledger_transaction set status = 'pending' where id = 'txn_1'`);
    });
    const { items } = await listMonths(scope, { limit: 2 });
    expect(items[1]).toMatchObject({
      ...{ startsOn: '2026-10-01', transactions: 2, uncategorised: 1, unreconciled: 2 },
      totals: [{ currency: 'EUR', incomeMinor: 0, expenseMinor: -200 }],
    });
  });

  it('once closed keep what lies in them from anybody, and let it go when opened again', async () => {
    await closeMonth(scope, '2026-10-01');
    for (const id of ['txn_1', 'txn_2'])
      await expect(note(id)).rejects.toMatchObject({ reason: 'month_closed' });
    const intoIt = db.write((tx) =>
      applyChanges(tx, {
        ...{ kind: 'edit', actor, reason: 'another day', at: now() },
        changes: [{ entity: 'transaction', entityId: 'txn_3', field: 'date', after: '2026-10-31' }],
      }),
    );
    await expect(intoIt).rejects.toMatchObject({ reason: 'month_closed' });
    for (const id of ['txn_0', 'txn_3']) expect((await note(id)).changeSetId).not.toBeNull();
    expect((await closeMonth(scope, '2026-10-01')).changeSetId).toBeNull();
    await reopenMonth(scope, '2026-10-01');
    expect((await note('txn_1')).changeSetId).not.toBeNull();
    await expect(reopenMonth(scope, '2026-10-01')).rejects.toMatchObject({ reason: 'month' });
  });

  it('stay as they are when an import that filled them is undone; the rest goes when asked', async () => {
    await closeMonth(scope, '2026-10-01');
    await expect(undo('chg_import')).rejects.toMatchObject({ reason: 'later_edit', details: { count: 2 } });
    const { leftCount } = await undo('chg_import', true);
    expect(leftCount).toBe(2);
    expect(await statusesOf()).toEqual(['txn_2 posted', 'txn_1 posted']);
  });

  it('are opened by undoing that they were closed, and closed by doing it again', async () => {
    const { changeSetId } = await closeMonth(scope, '2026-10-01');
    const undone = await undo(changeSetId ?? '');
    await note('txn_1');
    await undo(undone.changeSetId ?? '');
    await expect(note('txn_2')).rejects.toMatchObject({ reason: 'month_closed' });
  });
});

describe('a statement', () => {
  const statement = { accountId: 'acc_1', statementDate: '2026-10-31', closingBalanceMinor: 14_700 };

  it('shows what is posted up to its day, beside what is reconciled by then', async () => {
    const read = await readReconciliation(db, statement);
    expect(read).toMatchObject({ reconciledMinor: 10_000, hasMore: false });
    expect(read.items.map(({ id, payeeName }) => `${id} ${payeeName}`)).toEqual([
      ...['txn_0 Shop', 'txn_1 Shop', 'txn_2 Shop'],
    ]);
  });

  it('is refused with the difference until it agrees, then all of it is reconciled in one change', async () => {
    const finish = (...transactionIds: string[]) =>
      finishReconciliation(scope, { ...statement, transactionIds });
    await expect(finish('txn_0', 'txn_2')).rejects.toMatchObject({
      ...{ reason: 'reconcile_difference', details: { differenceMinor: -200 } },
    });
    await expect(finish('txn_0', 'txn_3')).rejects.toMatchObject({ reason: 'not_on_statement' });
    const { changeSetId, reconciled } = await finish('txn_0', 'txn_1', 'txn_2');
    expect(reconciled).toBe(3);
    expect(await readReconciliation(db, statement)).toMatchObject({ reconciledMinor: 14_700, items: [] });
    await expect(note('txn_1')).rejects.toMatchObject({ reason: 'reconciled' });
    await undo(changeSetId ?? '');
    expect(await statusesOf()).toEqual(['txn_3', 'txn_2', 'txn_1', 'txn_0'].map((id) => `${id} posted`));
  });

  it('and ledger agree once the difference is written as one transaction, which can be undone', async () => {
    const { id: categoryId } = await createCategory(scope, { name: 'Odds', kind: 'expense', parentId: null });
    const asked = { ...statement, transactionIds: ['txn_0', 'txn_2'], categoryId, idempotencyKey: 'once' };
    const adjusting = { ...scope, engine: { redecide: () => Promise.resolve(0) } };
    const adjusted = await adjustBalance(adjusting, asked);
    expect(adjusted.amountMinor).toBe(-200);
    expect(await adjustBalance(adjusting, asked)).toEqual(adjusted);
    const { items } = await readReconciliation(db, statement);
    expect(items.find(({ id }) => id === adjusted.transactionId)).toMatchObject({
      ...{ date: '2026-10-31', payeeName: 'Balance adjustment', amountMinor: -200 },
    });
    const transactionIds = ['txn_0', 'txn_2', adjusted.transactionId];
    const agreed = adjustBalance(adjusting, { ...asked, transactionIds, idempotencyKey: 'twice' });
    await expect(agreed).rejects.toMatchObject({ reason: 'nothing_to_adjust' });
    const { changeSetId } = await finishReconciliation(scope, { ...statement, transactionIds });
    await expect(undo(adjusted.changeSetId ?? '')).rejects.toMatchObject({ reason: 'later_edit' });
    await undo(changeSetId ?? '');
    await undo(adjusted.changeSetId ?? '');
    expect(await statusesOf()).toEqual(['txn_3', 'txn_2', 'txn_1', 'txn_0'].map((id) => `${id} posted`));
  });

  it('is not adjusted into a closed month, nor with what does not stand on it', async () => {
    const { id: categoryId } = await createCategory(scope, { name: 'Odds', kind: 'expense', parentId: null });
    const adjusting = { ...scope, engine: { redecide: () => Promise.resolve(0) } };
    const asked = { ...statement, transactionIds: [], categoryId, idempotencyKey: 'closed' };
    await expect(adjustBalance(adjusting, { ...asked, transactionIds: ['txn_3'] })).rejects.toMatchObject({
      reason: 'not_on_statement',
    });
    await closeMonth(scope, '2026-10-01');
    await expect(adjustBalance(adjusting, asked)).rejects.toMatchObject({ reason: 'month_closed' });
    expect((await readReconciliation(db, statement)).items).toHaveLength(3);
  });

  it('is proposed from the last file that states a balance of the account, while its import stands', async () => {
    const insertFile = (id: string, changeSetId: string, on: string, accounts: string) =>
      db.write((tx) =>
        tx.execute(
          `insert into imports_import (id, account_id, file_name, file_hash, size_bytes, format, status, actor, options,
             doubts, accounts, change_set_id, created_at, committed_at)
           values (?, 'acc_1', ?, ?, 1, 'camt', 'committed', '{}', '{}', '[]', ?, ?, 0, ?)`,
          [id, `${id}.xml`, id, accounts, changeSetId, Date.parse(on)],
        ),
      );
    const stated = (accountId: string, ...checkpoints: [string, number, boolean][]) =>
      JSON.stringify([
        {
          accountId,
          checkpoints: checkpoints.map(([date, amountMinor, isOpening]) => ({
            date,
            amountMinor,
            isOpening,
          })),
        },
      ]);
    expect((await readReconciliation(db, statement)).statement).toBeNull();
    const set = { id: 'chg_next', kind: 'import', actor, reason: 'next.xml', at: now() } as const;
    await db.write((tx) => insertChangeSet(tx, set));
    const october = stated('acc_1', ['2026-09-30', 9_900, true], ['2026-10-31', 14_700, false]);
    await insertFile('october', 'chg_import', '2026-11-01', october);
    await insertFile('opening', 'chg_next', '2026-11-02', stated('acc_1', ['2026-11-30', 1, true]));
    await insertFile('other', 'chg_next', '2026-11-03', stated('acc_2', ['2026-11-30', 1, false]));
    const proposed = { date: '2026-10-31', closingBalanceMinor: 14_700, fileName: 'october.xml' };
    expect((await readReconciliation(db, statement)).statement).toEqual(proposed);
    await undo('chg_import');
    expect((await readReconciliation(db, statement)).statement).toBeNull();
  });
});
