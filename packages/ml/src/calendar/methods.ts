import type { Method } from '../methods/index.ts';

export const methods: readonly Method[] = [
  {
    title: 'Working days and pay days',
    functions: ['countWorkingDays', 'payDaysBetween'],
    tells: 'How many days of a span people work on, and on which of them they are paid.',
    definition:
      'days that are no days of rest and no holidays; a day of the month, the nth or last working day of it, or every so many weeks',
    source: 'H. Hinnant (2021), chrono-compatible low-level date algorithms',
    cost: 'time and memory O(days)',
    example:
      "payDaysBetween('2026-02-01', '2026-03-31', { payDays: [{ kind: 'working day of month', place: -1 }] })",
  },
  {
    title: 'Calendar effects',
    functions: ['calendarRegressors'],
    tells: 'What a calendar says of days, weeks or months, as columns for a regression.',
    definition: 'for each period how many of its days are working days, Mondays, holidays, pay days, …',
    source: 'W. R. Bell and S. C. Hillmer (1983), JASA 78; days around holidays and pay days are our own',
    cost: 'time and memory O(days)',
    example:
      "calendarRegressors({ from: '2026-01-01', step: 'month', count: 3 }, {}, ['working days']).columns[0]",
  },
  {
    title: 'Periods',
    functions: ['periodsAfter', 'sumByPeriod'],
    tells: 'What was spent in each day, week or month; and which periods come next.',
    definition: 'sums of the amounts whose date lies in a period, 0 for none',
    source: 'by definition',
    cost: 'time O(rows log periods), memory O(periods)',
    example:
      "sumByPeriod({ dates: ['2026-01-31', '2026-02-01'], amounts: [5, 7] }, { from: '2026-01-01', step: 'month', count: 2 })",
  },
];
