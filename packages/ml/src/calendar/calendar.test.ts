import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dateOf, dayOf, weekdayOf } from './days.ts';
import {
  calendarRegressors,
  countWorkingDays,
  payDaysBetween,
  periodsAfter,
  sumByPeriod,
  type Calendar,
  type PayDay,
} from './index.ts';

/** Days of the years 1 to 9999 by number, and what JavaScript's own calendar says of them at UTC. */
const days = fc.integer({ min: -719_162, max: 2_932_896 });
const isoOf = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10);

describe('days', () => {
  test('are numbered as by the calendar of the language, without an instant', () => {
    fc.assert(
      fc.property(days, (day) => {
        expect(dateOf(day)).toBe(isoOf(day));
        expect(dayOf(isoOf(day))).toBe(day);
        expect(weekdayOf(day)).toBe(new Date(day * 86_400_000).getUTCDay() || 7);
      }),
      { numRuns: 1000 },
    );
    // ISO 8601: 2026-11-28 is a Saturday.
    expect(weekdayOf(dayOf('2026-11-28'))).toBe(6);
  });

  test.each(['2026-02-29', '2026-13-01', '2026-00-01', '2026-1-1', '28.11.2026', '2026-11-28T00:00:00Z', ''])(
    'that are none are refused: %j',
    (date) => expect(() => payDaysBetween(date, '2026-12-01', {})).toThrow('a date is a day such as'),
  );
});

/** Holidays of England around Easter and Christmas 2026, as published at gov.uk/bank-holidays. */
const HOLIDAYS = ['2026-04-03', '2026-04-06', '2026-12-25', '2026-12-28'];

test('a century has a leap day every fourth time', () => {
  expect(dateOf(dayOf('2000-02-28') + 1)).toBe('2000-02-29');
  expect(dayOf('2000-02-29')).toBe(11_016);
  expect(() => dayOf('1900-02-29')).toThrow('a date is a day such as');
});

describe('working days', () => {
  test('are neither of rest nor holidays', () => {
    // By a paper calendar: April 2026 has 22 weekdays, less Good Friday and Easter Monday.
    expect(countWorkingDays('2026-04-01', '2026-04-30', { holidays: HOLIDAYS })).toBe(20);
    expect(countWorkingDays('2026-04-01', '2026-04-30', { restDays: [7] })).toBe(26);
    expect(countWorkingDays('2026-04-02', '2026-04-01', {})).toBe(0);
  });

  test('of a span are those of its parts together', () => {
    fc.assert(
      fc.property(days, fc.nat(200), fc.nat(200), (first, a, b) => {
        const count = (from: number, to: number) => countWorkingDays(isoOf(from), isoOf(to), {});
        const last = Math.min(first + a + b + 1, 2_932_896);
        const middle = Math.min(first + a, last - 1);
        fc.pre(first <= middle);
        expect(count(first, middle) + count(middle + 1, last)).toBe(count(first, last));
      }),
      { numRuns: 100 },
    );
  });

  test('are refused where the week has none, or other days than seven', () => {
    expect(() => countWorkingDays('2026-01-01', '2026-01-31', { restDays: [1, 2, 3, 4, 5, 6, 7] })).toThrow(
      'at least one working day',
    );
    expect(() => countWorkingDays('2026-01-01', '2026-01-31', { restDays: [0] })).toThrow('1 .. 7, got 0');
  });
});

describe('pay days', () => {
  const paid = (rule: PayDay, first = '2026-01-01', last = '2026-04-30') =>
    payDaysBetween(first, last, { holidays: HOLIDAYS, payDays: [rule] });

  test.each<[PayDay, string[]]>([
    [{ kind: 'working day of month', place: -1 }, ['2026-01-30', '2026-02-27', '2026-03-31', '2026-04-30']],
    [{ kind: 'working day of month', place: 3 }, ['2026-01-05', '2026-02-04', '2026-03-04', '2026-04-07']],
    [
      { kind: 'day of month', day: 31, ifNotWorking: 'same day' },
      ['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30'],
    ],
    [
      { kind: 'day of month', day: 15, ifNotWorking: 'before' },
      ['2026-01-15', '2026-02-13', '2026-03-13', '2026-04-15'],
    ],
    [
      { kind: 'day of month', day: 3, ifNotWorking: 'after' },
      ['2026-01-05', '2026-02-03', '2026-03-03', '2026-04-07'],
    ],
  ])('fall where a paper calendar has them: %o', (rule, expected) => {
    expect(paid(rule)).toEqual(expected);
  });

  test('that are moved into another month are found there', () => {
    const rule = { kind: 'day of month', day: 1, ifNotWorking: 'before' } as const;
    expect(paid(rule, '2026-02-20', '2026-02-28')).toEqual(['2026-02-27']);
    const after = { kind: 'day of month', day: 31, ifNotWorking: 'after' } as const;
    expect(paid(after, '2026-02-01', '2026-02-10')).toEqual(['2026-02-02']);
  });

  test('of every second Friday are fourteen days apart, before and after the one that is known', () => {
    const rule = { kind: 'weeks', every: 2, from: '2026-03-06' } as const;
    expect(paid(rule, '2026-02-01', '2026-03-31')).toEqual([
      '2026-02-06',
      '2026-02-20',
      '2026-03-06',
      '2026-03-20',
    ]);
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 52 }), fc.nat(1000), (from, every, length) => {
        const first = Math.max(-719_000, Math.min(from, 2_900_000));
        const found = payDaysBetween(isoOf(first), isoOf(first + length), {
          payDays: [{ kind: 'weeks', every, from: isoOf(from) }],
        }).map(dayOf);
        found.forEach((day) => expect(Math.abs(day - from) % (7 * every)).toBe(0));
        const most = Math.ceil((length + 1) / (7 * every));
        expect(found.length).toBeGreaterThanOrEqual(most - 1);
        expect(found.length).toBeLessThanOrEqual(most);
      }),
      { numRuns: 100 },
    );
  });

  test('of two rules that meet are one', () => {
    const payDays: PayDay[] = [
      { kind: 'day of month', day: 30, ifNotWorking: 'before' },
      { kind: 'working day of month', place: -1 },
    ];
    expect(payDaysBetween('2026-01-01', '2026-01-31', { payDays })).toEqual(['2026-01-30']);
  });

  test.each<[PayDay, string]>([
    [{ kind: 'day of month', day: 32, ifNotWorking: 'same day' }, 'a day of a month is 1 .. 31, got 32'],
    [{ kind: 'working day of month', place: 0 }, 'from its end, got 0'],
    [{ kind: 'weeks', every: 0, from: '2026-01-01' }, 'every 1 .. 52 weeks, got 0'],
    [{ kind: 'weeks', every: 2, from: 'a Friday' }, 'a date is a day such as'],
  ])('are refused where there are none: %o', (rule, reason) => {
    expect(() => paid(rule)).toThrow(reason);
  });

  test('are refused where nobody works for a month', () => {
    const holidays = Array.from({ length: 70 }, (_, at) => dateOf(dayOf('2026-01-01') + at));
    const payDays: PayDay[] = [{ kind: 'day of month', day: 1, ifNotWorking: 'after' }];
    expect(() => payDaysBetween('2026-01-01', '2026-03-01', { holidays, payDays })).toThrow(
      'no working day within 31 days of 2026-01-01',
    );
  });
});

describe('regressors', () => {
  const calendar: Calendar = { holidays: HOLIDAYS, payDays: [{ kind: 'working day of month', place: -1 }] };
  const read = (from: string, step: 'day' | 'week' | 'month', count: number) => {
    const { names, columns } = calendarRegressors({ from, step, count }, calendar);
    return Object.fromEntries(names.map((name, at) => [name, [...(columns[at] ?? [])]]));
  };

  test('of months count their kinds of days', () => {
    const months = read('2026-02-01', 'month', 3);
    expect(months['working days']).toEqual([20, 22, 20]);
    expect(months['other days']).toEqual([8, 9, 10]);
    expect(months.Mondays).toEqual([4, 5, 4]);
    expect(months.holidays).toEqual([0, 0, 2]);
    expect(months['pay days']).toEqual([1, 1, 1]);
    // Paid on Friday 30 January, Friday 27 February, Tuesday 31 March: the days after lie in this month or the next.
    expect(months['first days after pay']).toEqual([1, 0, 1]);
    expect(months['second days after pay']).toEqual([1, 1, 1]);
    expect(months['third to sixth days after pay']).toEqual([4, 4, 4]);
  });

  test('count no holiday on a day of rest', () => {
    // 2026-12-26 is a Saturday, and so takes nobody's day off.
    const periods = { from: '2026-12-24', step: 'day', count: 4 } as const;
    const { columns } = calendarRegressors(periods, { holidays: ['2026-12-25', '2026-12-26'] }, ['holidays']);
    expect(columns.map((column) => [...column])).toEqual([
      [0, 1, 0, 0],
      [1, 0, 0, 0],
      [0, 0, 1, 0],
    ]);
  });

  test('of days are 0 or 1, of weeks what their days have together', () => {
    const ofDays = read('2026-03-30', 'day', 28);
    const ofWeeks = read('2026-03-30', 'week', 4);
    expect(ofDays['days before a holiday']?.slice(0, 7)).toEqual([0, 0, 0, 1, 0, 0, 1]);
    expect(Object.keys(ofWeeks)).not.toContain('Mondays');
    for (const [name, weeks] of Object.entries(ofWeeks)) {
      weeks.forEach((value, week) => {
        const seven = ofDays[name]?.slice(7 * week, 7 * week + 7) ?? [];
        expect(seven.every((day) => day === 0 || day === 1)).toBe(true);
        expect(value).toBe(seven.reduce((sum, day) => sum + day, 0));
      });
    }
  });

  test('of periods that follow one another are those of all of them', () => {
    const start = fc.integer({ min: 0, max: 30_000 });
    const steps = fc.constantFrom('day', 'week', 'month');
    fc.assert(
      fc.property(start, steps, fc.integer({ min: 1, max: 40 }), (first, step, count) => {
        const from = step === 'month' ? `${isoOf(first).slice(0, 7)}-01` : isoOf(first);
        const periods = { from, step, count };
        const before = calendarRegressors(periods, calendar);
        const after = calendarRegressors(periodsAfter(periods, 5), calendar);
        const all = calendarRegressors({ from, step, count: count + 5 }, calendar);
        expect(after.names).toEqual(all.names);
        all.columns.forEach((column, at) =>
          expect([...column]).toEqual([...(before.columns[at] ?? []), ...(after.columns[at] ?? [])]),
        );
      }),
      { numRuns: 50 },
    );
  });

  test('are only those that are asked for and known', () => {
    const periods = { from: '2026-01-01', step: 'day', count: 3 } as const;
    expect(calendarRegressors(periods, calendar, ['working days']).names).toEqual(['working days']);
    expect(calendarRegressors(periods, {}).names).toEqual([
      ...[
        'working days',
        'Mondays',
        'Tuesdays',
        'Wednesdays',
        'Thursdays',
        'Fridays',
        'Saturdays',
        'Sundays',
      ],
    ]);
  });

  test('are refused for months that begin later, and no periods', () => {
    expect(() => read('2026-01-02', 'month', 3)).toThrow(
      'a month begins on its first day, not on 2026-01-02',
    );
    expect(() => read('2026-01-02', 'day', 0)).toThrow('1 .. 100,000 periods, got 0');
  });
});

describe('sums by period', () => {
  const periods = { from: '2026-01-01', step: 'month', count: 3 } as const;

  test('hold every amount once, where its date lies', () => {
    const dates = ['2026-01-01', '2026-03-31', '2026-01-31', '2025-12-31', '2026-04-01'];
    expect(sumByPeriod({ dates, amounts: [1, 2, 4, 8, 16] }, periods)).toEqual(Float64Array.of(5, 0, 2));
  });

  test('refuse amounts that are no numbers, and dates that are too few', () => {
    expect(() => sumByPeriod({ dates: ['2026-01-01'], amounts: [NaN] }, periods)).toThrow('row 0 is NaN');
    expect(() => sumByPeriod({ dates: [], amounts: [1] }, periods)).toThrow('0 dates for 1 amounts');
  });
});
