import { z } from 'zod';

export const Cadence = z.enum([
  ...(['weekly', 'fortnightly', 'monthly', 'last_working_day', 'quarterly', 'yearly'] as const),
]);
export type Cadence = z.infer<typeof Cadence>;

/** Where a due day goes that falls on a weekend. */
export const WeekendShift = z.enum(['none', 'following', 'preceding']);
export type WeekendShift = z.infer<typeof WeekendShift>;

/**
 * On which days something is due. `day` is the day of the month from 1, a month too short for it taking its last day;
 * for weeks it is the first due day from 1970-01-01. `month` is the first month due, 0 for January 1970.
 */
export const Schedule = z.object({
  cadence: Cadence,
  day: z.number().int().min(0).max(31),
  month: z.number().int().min(0).max(11),
  shift: WeekendShift,
});
export type Schedule = z.infer<typeof Schedule>;

interface CadenceFacts {
  /** How likely it is before anything is known, among all streams. They sum up to 1. */
  prior: number;
  /** Days between two due days, on average. */
  period: number;
  /** Days that a payment may be off its due day. */
  tolerance: number;
  /** Months between two due days; 0 for weeks. */
  months: number;
  perYear: number;
}

const DAY_MS = 86_400_000;
const MONTH = 365.2425 / 12;

export const CADENCES: Readonly<Record<Cadence, CadenceFacts>> = {
  weekly: { prior: 0.08, period: 7, tolerance: 2, months: 0, perYear: 365.2425 / 7 },
  fortnightly: { prior: 0.07, period: 14, tolerance: 3, months: 0, perYear: 365.2425 / 14 },
  monthly: { prior: 0.6, period: MONTH, tolerance: 5, months: 1, perYear: 12 },
  last_working_day: { prior: 0.05, period: MONTH, tolerance: 5, months: 1, perYear: 12 },
  quarterly: { prior: 0.1, period: 3 * MONTH, tolerance: 10, months: 3, perYear: 4 },
  yearly: { prior: 0.1, period: 12 * MONTH, tolerance: 15, months: 12, perYear: 1 },
};

/** The due day of this number, as days from 1970-01-01. */
export function dueDay({ cadence, day, month, shift }: Schedule, index: number): number {
  const { months, period } = CADENCES[cadence];
  if (months === 0) return day + index * period;
  return shiftWeekend(dayOfMonth(month + index * months, day), shift);
}

/** The number of the first due day that is not before a day. */
export function firstDueFrom(schedule: Schedule, from: number): number {
  const { months, period } = CADENCES[schedule.cadence];
  if (months === 0) return Math.ceil((from - schedule.day) / period);
  // Two days of weekend at most lie between a day and where it is shifted to.
  let index = Math.floor((monthOf(from) - schedule.month - 1) / months);
  while (dueDay(schedule, index) < from) index += 1;
  return index;
}

/** The number of the due day that a day is nearest to; the earlier of two as near. */
export function nearestDue(schedule: Schedule, day: number): number {
  const after = firstDueFrom(schedule, day);
  return day - dueDay(schedule, after - 1) <= dueDay(schedule, after) - day ? after - 1 : after;
}

/** All due days of a span, both ends included. */
export function dueDaysBetween(schedule: Schedule, from: number, to: number): number[] {
  const days: number[] = [];
  for (let index = firstDueFrom(schedule, from); ; index++) {
    const day = dueDay(schedule, index);
    if (day > to) return days;
    days.push(day);
  }
}

/** Whole months from January 1970. */
export function monthOf(day: number): number {
  const date = new Date(day * DAY_MS);
  return (date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth();
}

/** The day of its month, from 1. */
export function dayInMonth(day: number): number {
  return new Date(day * DAY_MS).getUTCDate();
}

function dayOfMonth(month: number, day: number): number {
  const last = Date.UTC(1970, month + 1, 0) / DAY_MS;
  return Math.min(last, Date.UTC(1970, month, day) / DAY_MS);
}

function shiftWeekend(day: number, shift: WeekendShift): number {
  // 1970-01-01 was a Thursday: 5 is Saturday, 6 is Sunday.
  const weekday = (((day + 3) % 7) + 7) % 7;
  if (shift === 'none' || weekday < 5) return day;
  return shift === 'following' ? day + (7 - weekday) : day - (weekday - 4);
}
