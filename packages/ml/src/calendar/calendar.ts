import { dateOf, dayOf, dayOfParts, daysInMonth, partsOfDay, weekdayOf, type DayNumber } from './days.ts';

/** When people are paid. */
export type PayDay =
  /** The same day of every month, the last one of shorter months; where nobody works then, it is moved. */
  | { kind: 'day of month'; day: number; ifNotWorking: 'same day' | 'before' | 'after' }
  /** The first working day of a month is 1, the second 2, the last one -1. */
  | { kind: 'working day of month'; place: number }
  /** Every so many weeks, before and after a day on which it was one. */
  | { kind: 'weeks'; every: number; from: string };

/** On which days people work and are paid. Dates are days 'YYYY-MM-DD'. */
export interface Calendar {
  /** Days on which nobody works, other than those of every week. Order and repetition do not matter. */
  holidays?: readonly string[];
  /** Days of the week on which nobody works, 1 Monday .. 7 Sunday. Default Saturday and Sunday. */
  restDays?: readonly number[];
  payDays?: readonly PayDay[];
}

/** A calendar that was checked, in numbers. */
export interface WorkingDays {
  isHoliday: (day: DayNumber) => boolean;
  isRestDay: (day: DayNumber) => boolean;
  isWorking: (day: DayNumber) => boolean;
}

export function readWorkingDays({ holidays = [], restDays = [6, 7] }: Calendar): WorkingDays {
  const wrong = restDays.find((day) => !(Number.isInteger(day) && day >= 1 && day <= 7));
  if (wrong !== undefined) throw new RangeError(`a day of the week is 1 .. 7, got ${wrong}`);
  const rest = new Set(restDays);
  if (rest.size === 7) throw new RangeError('a week has at least one working day, this one has none');
  const off = new Set(holidays.map(dayOf));
  const isRestDay = (day: DayNumber) => rest.has(weekdayOf(day));
  return {
    ...{ isRestDay, isHoliday: (day) => off.has(day) },
    isWorking: (day) => !isRestDay(day) && !off.has(day),
  };
}

/** How far a pay day is moved to reach a working day, in days. */
const REACH = 31;

function checkPayDay(rule: PayDay): void {
  const isWhole = (value: number, least: number, most: number) =>
    Number.isInteger(value) && value >= least && value <= most;
  if (rule.kind === 'day of month' && !isWhole(rule.day, 1, 31)) {
    throw new RangeError(`a day of a month is 1 .. 31, got ${rule.day}`);
  }
  if (rule.kind === 'working day of month' && (!isWhole(rule.place, -23, 23) || rule.place === 0)) {
    throw new RangeError(`a working day of a month is 1 .. 23, or -1 .. -23 from its end, got ${rule.place}`);
  }
  if (rule.kind === 'weeks' && !isWhole(rule.every, 1, 52)) {
    throw new RangeError(`people are paid every 1 .. 52 weeks, got ${rule.every}`);
  }
}

/** The pay day of one month, null where it has none. */
function payDayOfMonth(
  { year, month }: { year: number; month: number },
  rule: Exclude<PayDay, { kind: 'weeks' }>,
  isWorking: (day: DayNumber) => boolean,
): DayNumber | null {
  const first = dayOfParts({ year, month, day: 1 });
  const length = daysInMonth(year, month);
  if (rule.kind === 'working day of month') {
    const working = Array.from({ length }, (_, at) => first + at).filter(isWorking);
    return working.at(rule.place > 0 ? rule.place - 1 : rule.place) ?? null;
  }
  const wanted = first + Math.min(rule.day, length) - 1;
  if (rule.ifNotWorking === 'same day') return wanted;
  const step = rule.ifNotWorking === 'before' ? -1 : 1;
  for (let moved = 0; moved <= REACH; moved++) {
    if (isWorking(wanted + step * moved)) return wanted + step * moved;
  }
  throw new RangeError(`there is no working day within ${REACH} days of ${dateOf(wanted)}`);
}

/** All pay days of first .. last, in order, each once. */
export function listPayDays(
  { first, last }: { first: DayNumber; last: DayNumber },
  rules: readonly PayDay[],
  { isWorking }: WorkingDays,
): DayNumber[] {
  const found = new Set<DayNumber>();
  for (const rule of rules) {
    checkPayDay(rule);
    if (rule.kind === 'weeks') {
      const every = 7 * rule.every;
      const from = dayOf(rule.from);
      for (let day = first + ((((from - first) % every) + every) % every); day <= last; day += every) {
        found.add(day);
      }
      continue;
    }
    const [start, end] = [partsOfDay(first - REACH), partsOfDay(last + REACH)];
    for (let count = 12 * start.year + start.month - 1; count <= 12 * end.year + end.month - 1; count++) {
      const month = { year: Math.floor(count / 12), month: (count % 12) + 1 };
      const day = payDayOfMonth(month, rule, isWorking);
      if (day !== null && day >= first && day <= last) found.add(day);
    }
  }
  return [...found].sort((a, b) => a - b);
}

/**
 * The pay days from a first to a last date, both included, in order, each once. O(days).
 * @throws RangeError for a date that is none, days of the week outside of 1 .. 7, a week of rest, rules outside of their
 *   bounds, and a pay day without a working day within 31 days.
 */
export function payDaysBetween(first: string, last: string, calendar: Calendar): string[] {
  const between = { first: dayOf(first), last: dayOf(last) };
  return listPayDays(between, calendar.payDays ?? [], readWorkingDays(calendar)).map(dateOf);
}

/**
 * The working days from a first to a last date, both included: not a day of rest, not a holiday. 0 where the last lies
 * before the first. O(days).
 * @throws RangeError as `payDaysBetween`.
 */
export function countWorkingDays(first: string, last: string, calendar: Calendar): number {
  const { isWorking } = readWorkingDays(calendar);
  const end = dayOf(last);
  let count = 0;
  for (let day = dayOf(first); day <= end; day++) if (isWorking(day)) count += 1;
  return count;
}
