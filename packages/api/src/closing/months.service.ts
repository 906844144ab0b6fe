import { periodAt, periodBefore } from '@steward/core/budgets';
import { todayIn } from '@steward/core/calendar';
import {
  monthToClose,
  type ClosedMonth,
  type LedgerMonth,
  type ListMonths,
  type MonthPage,
} from '@steward/core/closing';
import type { JsonValue } from '@steward/core/canonical';
import { DomainError } from '@steward/core/errors';
import type { Actor } from '@steward/core/identity';
import { settingsOf } from '@steward/core/settings';
import { listClosedMonths, readFirstDay, sumMonth } from '@steward/db/closing';
import type { Orm, WorkspaceDb, WriteTx } from '@steward/db/client';
import { readStoredSettings } from '@steward/db/settings';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { applyChanges } from '../changes/index.ts';

interface Reading {
  db: WorkspaceDb;
  now: () => Date;
}

interface Closing extends Reading {
  actor: Actor;
}

/** Months with what stands in them, the newest first. */
export async function listMonths({ db, now }: Reading, { before, limit }: ListMonths): Promise<MonthPage> {
  const { today, monthStartDay, closed, firstDay } = await db.read(async (orm) => ({
    ...(await readCalendar(orm, now())),
    closed: await listClosedMonths(orm),
    firstDay: await readFirstDay(orm),
  }));
  const current = periodAt('month', today, monthStartDay);
  let month =
    before === undefined ? current : periodBefore('month', { start: before, end: before }, monthStartDay);
  const first = periodAt('month', firstDay ?? today, monthStartDay).start;
  const items: LedgerMonth[] = [];
  while (items.length < limit && month.start >= first) {
    const { start, end } = month;
    const sums = await db.read((orm) => sumMonth(orm, start, end));
    const closedAt = closed.find(({ startsOn }) => startsOn === start)?.closedAt ?? null;
    items.push({
      startsOn: start,
      endsBefore: end,
      closedAt,
      canClose: closedAt === null && end <= today,
      ...sums,
    });
    month = periodBefore('month', month, monthStartDay);
    // A month of many transactions takes a while; others have their turn between two.
    await nextTurn();
  }
  const last = items.at(-1);
  return { items, nextBefore: last && month.start >= first ? last.startsOn : null };
}

/** From then on nothing and nobody changes what lies in it, until it is opened again. */
export function closeMonth(closing: Closing, startsOn: string): Promise<{ changeSetId: string | null }> {
  return closing.db.write(async (tx) => {
    const at = closing.now();
    const closed = await listClosedMonths(tx.orm);
    const month = monthToClose({ startsOn, closed, ...(await readCalendar(tx.orm, at)) });
    const isClosed = closed.some((one) => one.startsOn === startsOn);
    const after = { startsOn, endsBefore: month.end, closedAt: at.getTime() };
    return isClosed ? { changeSetId: null } : change(tx, closing, { startsOn, after, reason: 'Close' });
  });
}

/** @throws DomainError `month` when it is not closed. */
export function reopenMonth(closing: Closing, startsOn: string): Promise<{ changeSetId: string | null }> {
  return closing.db.write(async (tx) => {
    const closed = await listClosedMonths(tx.orm);
    if (!closed.some((one) => one.startsOn === startsOn)) {
      const message = `The month from ${startsOn} is not closed.`;
      throw new DomainError({ code: 'not_found', reason: 'month', message });
    }
    return change(tx, closing, { startsOn, after: null, reason: 'Open' });
  });
}

interface MonthChange {
  startsOn: ClosedMonth['startsOn'];
  after: JsonValue;
  reason: string;
}

async function change(
  tx: WriteTx,
  { actor, now }: Closing,
  { startsOn, after, reason }: MonthChange,
): Promise<{ changeSetId: string | null }> {
  const { changeSetId } = await applyChanges(tx, {
    ...{ kind: 'edit', actor, at: now(), reason: `${reason} the month from ${startsOn}` },
    changes: [{ entity: 'month', entityId: startsOn, field: 'exists', after }],
  });
  return { changeSetId };
}

async function readCalendar(orm: Orm, now: Date): Promise<{ today: string; monthStartDay: number }> {
  const { timeZone, monthStartDay } = settingsOf(await readStoredSettings(orm));
  return { today: todayIn(timeZone, now), monthStartDay };
}
