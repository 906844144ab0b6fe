import { listPayDays, readWorkingDays, type Calendar, type PayDay, type WorkingDays } from './calendar.ts';
import { weekdayOf, type DayNumber } from './days.ts';
import { boundsOf, type Periods } from './periods.ts';

/** What is known of periods beforehand: a value of each column for each period. */
export interface Regressors {
  names: readonly string[];
  columns: readonly Float64Array[];
}

/** What is counted. */
export type CalendarEffect = 'working days' | 'weekdays' | 'holidays' | 'pay days';

const EFFECTS: readonly CalendarEffect[] = ['working days', 'weekdays', 'holidays', 'pay days'];
const WEEKDAYS = ['Mondays', 'Tuesdays', 'Wednesdays', 'Thursdays', 'Fridays', 'Saturdays', 'Sundays'];

/** A column: whether a day counts. A period's value is how many of its days do. */
interface Column {
  name: string;
  counts: (day: DayNumber) => boolean;
}

/** The longest that spending is said to follow a pay day, in days. */
const AFTER_PAY = 6;

/** For each day how long ago the last pay day was. */
function sincePay(
  { first, last }: { first: DayNumber; last: DayNumber },
  rules: readonly PayDay[],
  working: WorkingDays,
): (day: DayNumber) => number {
  const paid = new Set(listPayDays({ first: first - AFTER_PAY, last }, rules, working));
  return (day) => {
    let ago = 0;
    while (ago <= AFTER_PAY && !paid.has(day - ago)) ago += 1;
    return ago;
  };
}

interface Known {
  working: WorkingDays;
  step: Periods['step'];
  ago: (day: DayNumber) => number;
}

function columnsOf(effect: CalendarEffect, { working, step, ago }: Known): Column[] {
  const { isWorking, isHoliday, isRestDay } = working;
  switch (effect) {
    case 'working days':
      return [
        { name: 'working days', counts: isWorking },
        ...(step === 'month' ? [{ name: 'other days', counts: (day: DayNumber) => !isWorking(day) }] : []),
      ];
    case 'weekdays':
      if (step === 'week') return [];
      return WEEKDAYS.map((name, at) => ({ name, counts: (day) => weekdayOf(day) === at + 1 }));
    case 'holidays': {
      const isOff = (day: DayNumber) => isHoliday(day) && !isRestDay(day);
      return [
        { name: 'holidays', counts: isOff },
        { name: 'days before a holiday', counts: (day) => isOff(day + 1) },
        { name: 'days after a holiday', counts: (day) => isOff(day - 1) },
      ];
    }
    default:
      return [
        { name: 'pay days', counts: (day) => ago(day) === 0 },
        { name: 'first days after pay', counts: (day) => ago(day) === 1 },
        { name: 'second days after pay', counts: (day) => ago(day) === 2 },
        { name: 'third to sixth days after pay', counts: (day) => ago(day) >= 3 && ago(day) <= AFTER_PAY },
      ];
  }
}

/**
 * What a calendar says of days, weeks or months: how many of their days are working days, Mondays, holidays, pay days and
 * so on. For a day that is 0 or 1; for a month it is its length by kinds of days, and where in it people are paid, since
 * the days after a pay day may lie in the next month.
 *
 * - working days: not of rest, not a holiday; of months also the other days
 * - weekdays: one column for each day of the week; none for weeks, of which each has one
 * - holidays: those that are no days of rest, and the days before and after them
 * - pay days: those, the first and second days after one, the third to sixth; none of them without pay days
 *
 * Columns may say the same as others together, or be constant: `fitRegression` leaves out what adds nothing.
 * Knows no clock: what is known of the years is what the calendar says. O(days).
 * Source: W. R. Bell and S. C. Hillmer (1983), Modeling time series with calendar variation, JASA 78, 526-534, for the
 * counts of weekdays; the days around holidays and pay days are ours.
 *
 * @throws RangeError as `payDaysBetween` and `periodsAfter`.
 */
export function calendarRegressors(
  periods: Periods,
  calendar: Calendar,
  effects: readonly CalendarEffect[] = EFFECTS,
): Regressors {
  const bounds = boundsOf(periods);
  const span = { first: bounds[0] ?? 0, last: (bounds[periods.count] ?? 0) - 1 };
  const working = readWorkingDays(calendar);
  const ago = sincePay(span, calendar.payDays ?? [], working);
  const has = { holidays: calendar.holidays?.length, 'pay days': calendar.payDays?.length };
  const columns = EFFECTS.filter(
    (effect) => effects.includes(effect) && (!(effect in has) || has[effect as keyof typeof has]),
  ).flatMap((effect) => columnsOf(effect, { working, step: periods.step, ago }));
  return {
    names: columns.map(({ name }) => name),
    columns: columns.map(({ counts }) => countByPeriod(bounds, counts)),
  };
}

function countByPeriod(bounds: readonly DayNumber[], counts: Column['counts']): Float64Array {
  return Float64Array.from({ length: bounds.length - 1 }, (_, at) => {
    let sum = 0;
    for (let day = bounds[at] ?? 0; day < (bounds[at + 1] ?? 0); day++) if (counts(day)) sum += 1;
    return sum;
  });
}
