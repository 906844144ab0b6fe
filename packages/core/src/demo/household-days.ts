import { daysInMonth } from '../calendar/index.ts';

/** A month of the calendar; `month` is 1 to 12. */
export interface CalendarMonth {
  year: number;
  month: number;
}

const DAY_MS = 86_400_000;

export function toDate({ year, month }: CalendarMonth, day: number): string {
  const within = Math.max(1, Math.min(day, daysInMonth(year, month)));
  return `${year}-${String(month).padStart(2, '0')}-${String(within).padStart(2, '0')}`;
}

export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** The date so many months earlier, on the same day or the last that there is. */
export function subtractMonths(date: string, months: number): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const index = year * 12 + (month - 1) - months;
  return toDate({ year: Math.floor(index / 12), month: (index % 12) + 1 }, day);
}

/** Every month that a day from `from` to `through` lies in. */
export function monthsBetween(from: string, through: string): CalendarMonth[] {
  const indexOf = (date: string) => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1;
  const [first, last] = [indexOf(from), indexOf(through)];
  return Array.from({ length: last - first + 1 }, (_, offset) => ({
    year: Math.floor((first + offset) / 12),
    month: ((first + offset) % 12) + 1,
  }));
}

/** Monday to Friday; holidays are not known here. */
export function lastWorkingDay(month: CalendarMonth): string {
  let date = toDate(month, 31);
  while ([0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay())) date = addDays(date, -1);
  return date;
}
