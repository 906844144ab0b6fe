import { CreateBudget, ListCounted } from '@steward/core/budgets';
import type { Actor } from '@steward/core/identity';
import { openWorkspaceDb, type WorkspaceDb } from '@steward/db/client';
import { insertImported, type ImportedTransaction } from '@steward/db/ledger';
import { saveSetting } from '@steward/db/settings';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applyChanges, undoChangeSet } from '../changes/index.ts';
import { createCategory } from '../ledger/index.ts';
import { createBudget, removeBudget, updateBudget } from './budgets.service.ts';
import { readCounted, readDetail, readOverview } from './progress.service.ts';

const actor: Actor = { kind: 'user', id: 'usr_test', name: 'Ada' };
let folder: string;
let db: WorkspaceDb;
/** 00:30 on the 29th in Vienna. */
let now: Date;
let change: { db: WorkspaceDb; actor: Actor; now: () => Date };
let food: string;
let snacks: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'steward-budgets-'));
  db = await openWorkspaceDb({ dataFolder: folder, workspaceId: 'ws_test' });
  now = new Date('2026-11-28T23:30:00Z');
  change = { db, actor, now: () => now };
  const made = async (name: string, parentId: string | null) =>
    (await createCategory(change, { name, kind: 'expense', parentId })).id;
  food = await made('Food', null);
  snacks = await made('Snacks', food);
});

afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true });
});

interface Booked {
  date: string;
  amountMinor: number;
  categoryId: string | null;
  currency?: string;
}

let booked = 0;
const idOf = (place: number) => `0190c5a0-0000-7000-8000-${String(place).padStart(12, '0')}`;
const lastBooked = () => `txn_${idOf(booked)}`;

async function book(rows: readonly Booked[]): Promise<void> {
  const transactions = rows.map((row): ImportedTransaction => {
    booked += 1;
    const id = idOf(booked);
    return {
      ...{ id: `txn_${id}`, splitId: `spl_${id}`, accountId: 'acc_1', currency: 'EUR', payeeId: 'pay_1' },
      ...{ importedPayee: 'Shop', importedMemo: '', context: {}, fingerprint: id, externalId: null },
      ...{ learningSeq: null, ...row },
    };
  });
  await db.write((tx) =>
    insertImported(tx, { importId: 'imp_1', changeSetId: 'chg_1', at: now, transactions }),
  );
}

const budgetOf = (input: Partial<CreateBudget> = {}) =>
  createBudget(
    change,
    CreateBudget.parse({ categoryId: food, amountMinor: 200_00, currency: 'EUR', ...input }),
  );

describe('a budget', () => {
  it('does not count a transfer between own accounts, nor list it, until that is taken back', async () => {
    await book([
      { date: '2026-11-03', amountMinor: -30_00, categoryId: food },
      { date: '2026-11-04', amountMinor: -500_00, categoryId: food },
    ]);
    const { budget } = await budgetOf();
    const transfer = await db.write((tx) =>
      applyChanges(tx, {
        ...{ kind: 'edit', actor, reason: 'a transfer', at: now },
        changes: [{ entity: 'transaction', entityId: lastBooked(), field: 'transfer', after: 'mat_1' }],
      }),
    );
    const counted = async () => ({
      spent: (await readDetail(change, budget.id)).progress.spent,
      listed: (await readCounted(change, ListCounted.parse({ id: budget.id }))).items.length,
    });
    expect(await counted()).toMatchObject({ spent: { value: 30_00, n: 1 }, listed: 1 });
    await undoChangeSet(
      { ...change, engine: { redecide: () => Promise.resolve(0) } },
      { id: transfer.changeSetId ?? '', rest: false },
    );
    expect(await counted()).toMatchObject({ spent: { value: 530_00, n: 2 }, listed: 2 });
  });

  it('counts the splits of its category and of all below it in this month, and names what it leaves out', async () => {
    await book([
      { date: '2026-11-03', amountMinor: -30_00, categoryId: food },
      { date: '2026-11-28', amountMinor: -12_50, categoryId: snacks },
      { date: '2026-11-28', amountMinor: 2_50, categoryId: snacks },
      { date: '2026-10-31', amountMinor: -99_00, categoryId: food },
      { date: '2026-11-05', amountMinor: -70_00, categoryId: food, currency: 'USD' },
      { date: '2026-11-06', amountMinor: -70_00, categoryId: null },
    ]);
    const { budget } = await budgetOf();
    const { items, uncategorised, today } = await readOverview(change);
    expect({ today, uncategorised }).toEqual({ today: '2026-11-28', uncategorised: 1 });
    expect(items).toMatchObject([
      {
        ...{ categoryName: 'Food', start: '2026-11-01', end: '2026-12-01', leftMinor: 160_00 },
        ...{ otherCurrencies: 1, spent: { value: 40_00, n: 3 }, rolledOver: null },
      },
    ]);
    const counted = await readCounted(change, ListCounted.parse({ id: budget.id, limit: 2 }));
    const rest = await readCounted(change, {
      ...ListCounted.parse({ id: budget.id, limit: 2 }),
      cursor: counted.nextCursor ?? '',
    });
    expect([...counted.items, ...rest.items].map(({ amountMinor }) => amountMinor)).toEqual([
      ...[2_50, -12_50, -30_00],
    ]);
    expect(rest.nextCursor).toBeNull();
    await expect(
      readCounted(change, { ...ListCounted.parse({ id: budget.id }), cursor: 'x' }),
    ).rejects.toMatchObject({ reason: 'cursor' });
  });

  it('goes by the month start and the time zone of the workspace', async () => {
    await db.write(async (tx) => {
      await saveSetting(tx, { key: 'monthStartDay', value: 28, updatedAt: now });
      await saveSetting(tx, { key: 'timeZone', value: 'Europe/Vienna', updatedAt: now });
    });
    await book([
      { date: '2026-11-27', amountMinor: -30_00, categoryId: food },
      { date: '2026-11-28', amountMinor: -5_00, categoryId: food },
    ]);
    await budgetOf();
    const { items, today } = await readOverview(change);
    expect(today).toBe('2026-11-29');
    expect(items).toMatchObject([{ start: '2026-11-28', day: 2, days: 30, spent: { value: 5_00, n: 1 } }]);
  });

  it('rolls over what was left since it began, and shows each period', async () => {
    await book([
      { date: '2026-09-10', amountMinor: -150_00, categoryId: food },
      { date: '2026-10-10', amountMinor: -230_00, categoryId: snacks },
      { date: '2026-11-10', amountMinor: -10_00, categoryId: food },
    ]);
    const { budget } = await budgetOf({ rollsOver: true, startsOn: '2026-09-20' });
    const { progress, periods } = await readDetail(change, budget.id);
    expect(progress).toMatchObject({
      rolledOver: { amountMinor: 20_00, periods: 2, since: '2026-09-01', n: 2 },
      ...{ availableMinor: 220_00, leftMinor: 210_00 },
    });
    expect(periods.map(({ start, spentMinor }) => [start, spentMinor])).toEqual([
      ...[
        ['2026-11-01', 10_00],
        ['2026-10-01', 230_00],
        ['2026-09-01', 150_00],
      ],
    ]);
  });

  it('is made once a category, period and currency, and can be changed and removed', async () => {
    const { budget } = await budgetOf();
    await expect(budgetOf()).rejects.toMatchObject({ reason: 'budget_exists' });
    await expect(budgetOf({ categoryId: 'cat_none' })).rejects.toMatchObject({ reason: 'category' });
    await updateBudget(change, { id: budget.id, amountMinor: 5_00, rollsOver: true });
    expect((await readDetail(change, budget.id)).progress.budget).toMatchObject({
      ...{ amountMinor: 5_00, rollsOver: true },
    });
    await removeBudget(change, budget.id);
    await expect(removeBudget(change, budget.id)).rejects.toMatchObject({ reason: 'budget' });
    expect((await readOverview(change)).items).toEqual([]);
    await budgetOf();
  });
});

describe('undoing', () => {
  const undo = (changeSetId: string | null) =>
    undoChangeSet({ ...change, engine: { redecide: () => Promise.resolve(0) } }, { id: changeSetId ?? '' });

  it('takes a new, a changed and a removed budget back', async () => {
    const { budget, changeSetId } = await budgetOf();
    const changed = await updateBudget(change, { id: budget.id, amountMinor: 1_00 });
    expect(await updateBudget(change, { id: budget.id, amountMinor: 1_00 })).toMatchObject({
      changeSetId: null,
    });
    const removed = await removeBudget(change, budget.id);
    await undo(removed.changeSetId);
    expect((await readDetail(change, budget.id)).progress.budget.amountMinor).toBe(1_00);
    await undo(changed.changeSetId);
    expect((await readDetail(change, budget.id)).progress.budget).toEqual(budget);
    await undo(changeSetId);
    expect((await readOverview(change)).items).toEqual([]);
  });
});
