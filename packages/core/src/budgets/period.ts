import { dayNumber, type LocalDate } from '../calendar/index.ts';
import type { BudgetPeriod } from './budgets.schema.ts';

/** Calendar days from `start` up to, and without, `end`. */
export interface Period {
  start: LocalDate;
  end: LocalDate;
}

const MONTHS: Readonly<Record<Exclude<BudgetPeriod, 'week'>, number>> = { month: 1, quarter: 3, year: 12 };

/** 1970-01-01 was a Thursday; weeks begin on Monday, as ISO 8601 has it. */
const MONDAY_OFFSET = 3;

/**
 * The period that a day lies in. Months, and the quarters and years made of them, begin on the workspace's day of the
 * month: with 25, November goes from the 25th of November to the 24th of December.
 */
export function periodAt(kind: BudgetPeriod, date: LocalDate, monthStartDay: number): Period {
  if (kind === 'week') {
    const day = dayNumber(date);
    const start = day - ((((day + MONDAY_OFFSET) % 7) + 7) % 7);
    return { start: dateOf(start), end: dateOf(start + 7) };
  }
  const months = MONTHS[kind];
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const index = year * 12 + month - 1 - (day < monthStartDay ? 1 : 0);
  const start = index - (index % months);
  return { start: dayOfMonth(start, monthStartDay), end: dayOfMonth(start + months, monthStartDay) };
}

/** How many days a period has. */
export function daysOf({ start, end }: Period): number {
  return dayNumber(end) - dayNumber(start);
}

/** The period before one. */
export function periodBefore(kind: BudgetPeriod, { start }: Period, monthStartDay: number): Period {
  return periodAt(kind, dateOf(dayNumber(start) - 1), monthStartDay);
}

/** How many periods begin from `first.start` on and before `start`. */
export function periodsBetween(kind: BudgetPeriod, first: Period, start: LocalDate): number {
  if (kind === 'week') return (dayNumber(start) - dayNumber(first.start)) / 7;
  return (monthIndex(start) - monthIndex(first.start)) / MONTHS[kind];
}

function monthIndex(date: LocalDate): number {
  return Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1;
}

function dayOfMonth(index: number, day: number): LocalDate {
  const year = String(Math.floor(index / 12)).padStart(4, '0');
  return `${year}-${String((index % 12) + 1).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

function dateOf(day: number): LocalDate {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}
