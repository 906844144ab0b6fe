import { z } from 'zod';

/** A calendar date, `2026-11-22`: never an instant, so no time zone. */
export const LocalDate = z.iso.date();
export type LocalDate = z.infer<typeof LocalDate>;

const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July'],
  ...['August', 'September', 'October', 'November', 'December'],
];

/** Days of a month, Gregorian. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** A date of its parts, or the reason why there is no such day. */
export function localDate(
  year: number,
  month: number,
  day: number,
): { date: LocalDate } | { expected: string } {
  if (year < 1900 || year > 2199) return { expected: 'a year from 1900 to 2199' };
  if (month < 1 || month > 12) return { expected: 'a month from 1 to 12' };
  const days = daysInMonth(year, month);
  if (day < 1 || day > days) {
    return { expected: `a day that exists: ${MONTHS[month - 1]} ${year} has ${days} days` };
  }
  return { date: `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}` };
}

/** The date so many days later, or earlier. */
export function addDays(date: LocalDate, days: number): LocalDate {
  return dateOfDayNumber(dayNumber(date) + days);
}

/** Days from 1970-01-01, for distances between dates. */
export function dayNumber(date: LocalDate): number {
  return Math.round(Date.parse(`${date}T00:00:00Z`) / 86_400_000);
}

/** The date that many days from 1970-01-01. */
export function dateOfDayNumber(day: number): LocalDate {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}

/** The date of an instant where a clock shows the time of this zone. */
export function dateInZone(instant: Date, timeZone: string): LocalDate {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  return parts.format(instant);
}
