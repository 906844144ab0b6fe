import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dateOfDayNumber, dayNumber } from '../calendar/index.ts';
import {
  calendarMonth,
  Cadence,
  fillDue,
  proposeSchedules,
  shapeStream,
  standingOf,
  streamEvents,
  stepMonth,
  type Schedule,
  type StreamShape,
} from './index.ts';
import { CADENCES, dueDay, dueDaysBetween, firstDueFrom, nearestDue } from './schedule.ts';

const monthly = (day: number, shift: Schedule['shift'] = 'none'): Schedule => ({
  ...{ cadence: 'monthly', day, month: 0, shift },
});
const due = (schedule: Schedule, from: string, to: string) =>
  dueDaysBetween(schedule, dayNumber(from), dayNumber(to)).map(dateOfDayNumber);
const lastWorkingDay: Schedule = { cadence: 'last_working_day', day: 31, month: 0, shift: 'preceding' };
const measured = { status: 'measured', value: 0, n: 6 } as const;

function stream(schedule: Schedule, dates: readonly string[], amounts: readonly number[] = []): StreamShape {
  const payments = dates.map((date, index) => ({
    day: dayNumber(date),
    amountMinor: amounts[index] ?? -999,
  }));
  return shapeStream({ schedule, payments, dayReach: measured, amountReach: measured });
}

describe('a schedule', () => {
  test('takes the last day of a month that is too short', () => {
    expect(due(monthly(31), '2026-01-15', '2026-04-30')).toEqual([
      '2026-01-31',
      '2026-02-28',
      '2026-03-31',
      '2026-04-30',
    ]);
  });

  test('moves a due day off the weekend, and the last working day is in front of it', () => {
    // 2026-08-01 is a Saturday, 2026-11-01 a Sunday; by a paper calendar.
    expect(due(monthly(1, 'following'), '2026-08-01', '2026-08-31')).toEqual(['2026-08-03']);
    expect(due(monthly(1, 'preceding'), '2026-10-15', '2026-11-15')).toEqual(['2026-10-30']);
    expect(due(lastWorkingDay, '2026-01-01', '2026-05-31')).toEqual([
      ...['2026-01-30', '2026-02-27', '2026-03-31', '2026-04-30', '2026-05-29'],
    ]);
  });

  test('finds its due days again by number and by date', () => {
    const schedule = fc.record({
      cadence: fc.constantFrom(...Cadence.options),
      day: fc.integer({ min: 1, max: 31 }),
      month: fc.nat(11),
      shift: fc.constantFrom('none', 'following', 'preceding'),
    });
    fc.assert(
      fc.property(schedule, fc.integer({ min: -200, max: 2_000 }), (drawn, index) => {
        const one = {
          ...drawn,
          month: drawn.month % Math.max(1, CADENCES[drawn.cadence].months),
        };
        const day = dueDay(one, index);
        expect(dueDay(one, index + 1)).toBeGreaterThan(day);
        expect(dueDay(one, firstDueFrom(one, day))).toBe(day);
        expect(dueDay(one, nearestDue(one, day + 1))).toBe(day);
      }),
    );
  });

  test('is proposed for days that follow it', () => {
    const days = dueDaysBetween(monthly(5, 'following'), dayNumber('2025-01-01'), dayNumber('2026-06-30'));
    const names = proposeSchedules(days).map(({ name }) => name);
    expect(names).toContainEqual(monthly(5, 'following'));
    expect(names).toContainEqual(lastWorkingDay);
    expect(proposeSchedules([])).toEqual([]);
    expect(proposeSchedules(days.slice(0, 3)).some(({ name }) => name.cadence === 'yearly')).toBe(false);
  });
});

const TWELVE = Array.from({ length: 12 }, (_, index) => `${stepMonth('2025-01', index)}-05`);

describe('a stream on a day', () => {
  const shape = stream(monthly(5), TWELVE);
  const noEnd = { endedOn: null };

  test('expects its next payment where it is due, and after a miss the one behind', () => {
    expect(standingOf(shape, noEnd, '2025-12-20')).toMatchObject({
      status: 'mature',
      missed: [],
      next: { date: '2026-01-05' },
    });
    // Five days late is still in time.
    expect(standingOf(shape, noEnd, '2026-01-10').missed).toEqual([]);
    expect(standingOf(shape, noEnd, '2026-01-11')).toMatchObject({
      missed: ['2026-01-05'],
      next: { date: '2026-02-05' },
    });
  });

  test('has ended when two in a row did not come, or when a person says so', () => {
    expect(standingOf(shape, noEnd, '2026-02-11')).toMatchObject({
      status: 'ended',
      endedOn: '2026-02-05',
      next: null,
    });
    expect(standingOf(shape, { endedOn: '2025-12-31' }, '2026-01-02').status).toBe('ended');
    expect(standingOf(shape, { endedOn: '2026-12-31' }, '2026-01-02').status).toBe('mature');
  });

  test('that often leaves one out is given more time', () => {
    const gappy = stream(
      monthly(5),
      TWELVE.filter((_, index) => index % 3 !== 1),
    );
    expect(standingOf(gappy, noEnd, '2026-02-11').status).not.toBe('ended');
  });

  test('is early until it can be said how far the next one may lie off', () => {
    const early = { ...shape, amountReach: { status: 'insufficient_data', needed: 4, has: 2 } as const };
    expect(standingOf(early, noEnd, '2025-12-20').status).toBe('early');
  });
});

describe('what happens to a stream', () => {
  const events = (dates: readonly string[], amounts: readonly number[], today: string) => {
    const shape = stream(monthly(5), dates, amounts);
    const payments = dates.map((date, index) => ({
      day: dayNumber(date),
      amountMinor: amounts[index] ?? -999,
    }));
    return streamEvents({ id: 'rec_1', shape, verdict: { endedOn: null }, payments }, today);
  };

  test('is new, missed, changed and ended, with the same ids each time', () => {
    const dates = TWELVE.filter((date) => date !== '2025-04-05');
    const amounts = dates.map((date) => (date < '2025-10-01' ? -999 : -1_199));
    const found = events(dates, amounts, '2026-03-01');
    expect(found.map(({ id }) => id)).toEqual([
      ...['rec_1:new:2025-03-05', 'rec_1:missed:2025-04-05', 'rec_1:amount_changed:2025-10-05'],
      ...['rec_1:missed:2026-01-05', 'rec_1:missed:2026-02-05', 'rec_1:ended:2026-02-05'],
    ]);
    expect(found[2]).toMatchObject({ expectedMinor: -999, amountMinor: -1_199 });
    expect(events(dates, amounts, '2026-03-01')).toEqual(found);
  });

  test('is no change where the amount always varies as much', () => {
    const amounts = TWELVE.map((_, index) => -1_000 - (index % 2) * 300);
    expect(events(TWELVE, amounts, '2025-12-10').map(({ kind }) => kind)).toEqual(['new']);
  });
});

describe('the calendar', () => {
  const payments = TWELVE.map((date, index) => ({ transactionId: `txn_${index}`, date, amountMinor: -999 }));
  const one = {
    ...{ id: 'rec_1', name: 'Music', currency: 'EUR', shape: stream(monthly(5), TWELVE) },
    ...{ verdict: { endedOn: null }, payments },
  };

  test('shows what was paid, what is expected, and nothing before the first', () => {
    expect(calendarMonth([one], '2025-12', '2025-12-20').entries).toMatchObject([
      { state: 'seen', date: '2025-12-05', transactionId: 'txn_11' },
    ]);
    const next = calendarMonth([one], '2026-01', '2025-12-20');
    expect(next.entries).toMatchObject([{ state: 'expected', date: '2026-01-05', amountMinor: -999 }]);
    expect(next.totals).toEqual([
      { currency: 'EUR', seenInMinor: 0, seenOutMinor: 0, expectedInMinor: 0, expectedOutMinor: -999 },
    ]);
    expect(calendarMonth([one], '2024-12', '2025-12-20').entries).toEqual([]);
  });

  test('shows a miss where it was due, once', () => {
    expect(calendarMonth([one], '2026-01', '2026-01-20').entries).toMatchObject([
      { state: 'missed', date: '2026-01-05' },
    ]);
    // It has ended with the second miss.
    expect(calendarMonth([one], '2026-03', '2026-03-20').entries).toEqual([]);
  });
});

test('what came late and dearer in place of a payment is of the stream; what is bought besides is not', () => {
  const pay = (date: string, amountMinor = -999) => ({ day: dayNumber(date), amountMinor });
  const payments = TWELVE.filter((date) => date !== '2025-06-05').map((date) => pay(date));
  const dearer = pay('2026-01-08', -1_199);
  const late = pay('2025-06-09');
  const filled = fillDue({ schedule: monthly(5), payments }, [
    pay('2025-06-20'),
    late,
    dearer,
    pay('2026-02-05', -5_000),
  ]);
  expect(filled).toHaveLength(13);
  expect(filled).toContain(late);
  expect(filled.at(-1)).toBe(dearer);
  // Two that could be it, and one behind a gap, are left.
  expect(
    fillDue({ schedule: monthly(5), payments }, [late, pay('2025-06-04'), pay('2026-02-05')]),
  ).toHaveLength(11);
});
