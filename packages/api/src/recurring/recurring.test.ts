import { openWorkspaceDb, type WorkspaceDb } from '@steward/db/client';
import { insertImported, type ImportedTransaction } from '@steward/db/ledger';
import { insertPayees } from '@steward/db/payees';
import { countWaitingPayees, selectOfPayee } from '@steward/db/recurring';
import { sql } from 'drizzle-orm';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { getStream, listRecurringEvents, listStreams, readCalendar } from './recurring.service.ts';
import { writeUndo } from '../changes/index.ts';
import { refreshStreams } from './refresh.ts';
import { updateStream } from './update-stream.ts';

let folder: string;
let db: WorkspaceDb;
let started: string[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'steward-recurring-'));
  db = await openWorkspaceDb({ dataFolder: folder, workspaceId: 'ws_test' });
  started = [];
});

afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true });
});

const TODAY = '2026-01-02';
const at = new Date('2026-01-02T12:00:00Z');
const scope = (now = at) => ({
  db,
  now: () => now,
  services: { recurring: { start: (workspaceId: string) => void started.push(workspaceId) } },
});
const refresh = (today = TODAY) => refreshStreams({ db, at, today });
const list = (input: object = {}) =>
  listStreams(scope(), { show: 'active', direction: 'all', limit: 50, ...input });

let count = 0;
async function book(payeeId: string, dates: readonly string[], amountMinor: number): Promise<string[]> {
  const transactions = dates.map((date): ImportedTransaction => {
    count += 1;
    return {
      ...{ id: `txn_${count}`, splitId: `spl_${count}`, accountId: 'acc_1', date, amountMinor, payeeId },
      ...{ currency: 'EUR', importedPayee: payeeId, importedMemo: '', context: {} },
      ...{ fingerprint: String(count), externalId: null, categoryId: null, learningSeq: null },
    };
  });
  await db.write((tx) =>
    insertImported(tx, { importId: 'imp_1', changeSetId: `chg_${count}`, at, transactions }),
  );
  return transactions.map(({ id }) => id);
}

const monthsOf = (year: number, day: string, months = 12) =>
  Array.from({ length: months }, (_, index) => `${year}-${String(index + 1).padStart(2, '0')}-${day}`);

async function bookMusic(): Promise<string[]> {
  await db.write((tx) => insertPayees(tx, { payees: [{ id: 'pay_music', name: 'Music' }], aliases: [], at }));
  return book('pay_music', monthsOf(2025, '05'), -999);
}

describe('recurring streams', () => {
  test('are found once a payee was looked at, with their payments and the next one', async () => {
    const ids = await bookMusic();
    await book('pay_shop', ['2025-01-03', '2025-01-17', '2025-04-09', '2025-08-30', '2025-09-04'], -2_000);
    const before = await list();
    expect(before).toMatchObject({ items: [], waitingPayees: 2 });
    expect(started).toEqual(['ws_test']);

    expect(await refresh()).toBe(2);
    const { items, monthly, waitingPayees } = await list();
    expect(waitingPayees).toBe(0);
    expect(items).toMatchObject([
      {
        ...{ payeeName: 'Music', cadence: 'monthly', status: 'mature', paymentCount: 12, verdict: 'none' },
        next: {
          ...{ date: '2026-01-05', amountMinor: -999, dayReach: { status: 'measured', value: 0, n: 12 } },
          amountReach: { status: 'measured', value: 0, n: 11 },
        },
      },
    ]);
    expect(monthly).toEqual([{ currency: 'EUR', inMinor: 0, outMinor: -999, streams: 1 }]);
    const detail = await getStream(scope(), items[0]?.id ?? '');
    expect(detail.payments.map(({ transactionId }) => transactionId)).toEqual([...ids].reverse());
    expect(detail.payments[0]).toMatchObject({ date: '2025-12-05', dueDate: '2025-12-05' });
    await expect(getStream(scope(), 'rec_none')).rejects.toMatchObject({ reason: 'stream' });
  });

  test('keep their id when more comes in, and are looked for again only where something changed', async () => {
    await bookMusic();
    await book('pay_rent', monthsOf(2025, '01'), -90_000);
    expect(await refresh()).toBe(2);
    const before = await list();
    await book('pay_music', ['2026-01-05'], -999);
    expect((await list()).waitingPayees).toBe(1);
    expect(await refresh('2026-01-06')).toBe(1);
    const after = await list();
    expect(after.items.map(({ id }) => id).sort()).toEqual(before.items.map(({ id }) => id).sort());
    expect(after.items.find(({ payeeId }) => payeeId === 'pay_music')?.paymentCount).toBe(13);
    expect(await refresh('2026-01-06')).toBe(0);
  });

  test('are gone with their transactions', async () => {
    await bookMusic();
    await refresh();
    await db.write((tx) => tx.execute('update ledger_transaction set deleted_at = 1'));
    expect(await refresh()).toBe(1);
    expect(await list()).toMatchObject({ items: [], total: 0 });
    expect((await listRecurringEvents(db, { limit: 50 })).items).toEqual([]);
  });

  test('say what was missed and what changed, once, as the days go by', async () => {
    await bookMusic();
    await refresh();
    const kinds = async () =>
      (await listRecurringEvents(db, { limit: 50 })).items.map(({ kind, date }) => `${kind} ${date}`);
    expect(await kinds()).toEqual(['new 2025-03-05']);
    await refresh('2026-01-20');
    await refresh('2026-01-20');
    expect(await kinds()).toEqual(['missed 2026-01-05', 'new 2025-03-05']);
    // It came after all, late and dearer.
    await book('pay_music', ['2026-01-08'], -1_199);
    await refresh('2026-01-21');
    expect(await kinds()).toEqual(['amount_changed 2026-01-08', 'new 2025-03-05']);
    await refresh('2026-06-01');
    expect((await kinds())[0]).toBe('missed 2026-03-05');
    expect(await kinds()).toContain('ended 2026-03-05');
    const page = await listRecurringEvents(db, { limit: 1 });
    expect(await listRecurringEvents(db, { limit: 1, cursor: page.nextCursor ?? '' })).toMatchObject({
      items: [{ kind: 'ended', name: 'Music' }],
    });
  });

  test('are confirmed, named, dismissed and ended by people, which is remembered and can be undone', async () => {
    await bookMusic();
    await refresh();
    const idOf = async () => (await list()).items[0]?.id ?? '';
    const id = await idOf();
    const actor = { kind: 'user', id: 'usr_1', name: 'Ada' } as const;
    const say = (said: object) => updateStream({ ...scope(), actor }, { id, ...said });
    await say({ verdict: 'confirmed', name: 'Larkspur' });
    expect((await list()).items).toMatchObject([{ verdict: 'confirmed', name: 'Larkspur', endedOn: null }]);
    expect(await say({ verdict: 'confirmed' })).toEqual({ changeSetId: null });

    const { changeSetId } = await say({ verdict: 'dismissed' });
    expect((await list()).total).toBe(0);
    expect((await listRecurringEvents(db, { limit: 50 })).items).toEqual([]);
    await book('pay_music', ['2026-01-05'], -999);
    await refresh('2026-01-06');
    expect(await list({ show: 'dismissed' })).toMatchObject({ items: [{ id, paymentCount: 13 }] });
    expect((await readCalendar(scope(), { month: '2025-12' })).entries).toEqual([]);

    await db.write((tx) => writeUndo(tx, { actor, now: () => at }, { id: changeSetId ?? '' }));
    expect((await list()).items).toMatchObject([{ id, verdict: 'confirmed', name: 'Larkspur' }]);
    await say({ endedOn: '2026-01-01' });
    expect(await list({ show: 'ended' })).toMatchObject({ items: [{ id, next: null }] });
    await expect(
      updateStream({ ...scope(), actor }, { id: 'rec_none', verdict: 'confirmed' }),
    ).rejects.toMatchObject({
      reason: 'stream',
    });
  });

  test('fill a calendar with what was seen and what is expected', async () => {
    await bookMusic();
    await refresh();
    const december = await readCalendar(scope(), { month: '2025-12' });
    expect(december).toMatchObject({ previous: '2025-11', next: '2026-01', today: TODAY });
    expect(december.entries).toMatchObject([{ state: 'seen', name: 'Music', date: '2025-12-05' }]);
    const now = await readCalendar(scope(), {});
    expect(now).toMatchObject({ month: '2026-01', entries: [{ state: 'expected', date: '2026-01-05' }] });
  });

  test('are listed by their next date, in pages', async () => {
    for (const day of ['05', '09', '20', '27']) await book(`pay_${day}`, monthsOf(2025, day), -1_000);
    await refresh();
    const whole = (await list()).items.map(({ payeeId }) => payeeId);
    expect(whole).toEqual(['pay_05', 'pay_09', 'pay_20', 'pay_27']);
    const first = await list({ limit: 3 });
    const second = await list({ limit: 3, cursor: first.nextCursor });
    expect([...first.items, ...second.items].map(({ payeeId }) => payeeId)).toEqual(whole);
    expect(second.nextCursor).toBeNull();
    expect((await list({ direction: 'in' })).total).toBe(0);
    expect((await list({ payeeId: 'pay_09' })).total).toBe(1);
  });

  test('miss no change that comes while a payee is being looked at', async () => {
    await bookMusic();
    const { clearWaiting, readWaitingPayees } = await import('@steward/db/recurring');
    const looked = await db.read((orm) => readWaitingPayees(orm, 10));
    await book('pay_music', ['2026-01-05'], -999);
    await db.write((tx) => clearWaiting(tx, looked));
    expect(await db.read(countWaitingPayees)).toBe(1);
  });

  test('are read by the index of payees', async () => {
    const plan = await db.read((orm) => {
      const query = selectOfPayee(orm, 'pay_1', 10).getSQL();
      return orm.all<{ detail: string }>(sql`explain query plan ${query}`);
    });
    expect(plan.map(({ detail }) => detail).join()).toContain('ledger_transaction_payee');
    expect(plan.map(({ detail }) => detail).join()).not.toContain('TEMP B-TREE');
  });
});
