import { CADENCES, dayInMonth, dueDaysBetween, monthOf, WeekendShift, type Schedule } from './schedule.ts';

/** A schedule that days could follow, with its due days around them. */
export interface ProposedSchedule {
  name: Schedule;
  prior: number;
  period: number;
  tolerance: number;
  slots: number[];
}

/** Days of the month that are tried for a day of the month. */
const MOST_DAYS = 5;
const LAST_DAY = 31;

/**
 * The schedules worth asking about for days in ascending order: for each cadence the weekdays, days of the month and months
 * that come most often among them. What is left out would explain them worse.
 */
export function proposeSchedules(days: readonly number[]): ProposedSchedule[] {
  const first = days[0];
  const last = days.at(-1);
  if (first === undefined || last === undefined) return [];
  const daysOfMonth = likelyDaysOfMonth(days);
  const schedules = [
    ...weekPhases(days, 7, 2).map((day) => ofWeeks('weekly', day)),
    ...weekPhases(days, 14, 3).map((day) => ofWeeks('fortnightly', day)),
    ...ofMonths('monthly', [0], daysOfMonth),
    ...ofMonths('quarterly', monthPhases(days, 3), daysOfMonth),
    ...ofMonths('yearly', monthPhases(days, 12), daysOfMonth),
    { cadence: 'last_working_day', day: LAST_DAY, month: 0, shift: 'preceding' } as const,
  ];
  return schedules.flatMap((name) => {
    const { prior, period, tolerance } = CADENCES[name.cadence];
    // Too short for three of them.
    if (last - first < 2 * (period - tolerance)) return [];
    const slots = dueDaysBetween(name, first - Math.ceil(period), last + Math.ceil(period));
    return [{ name, prior: prior * shiftPrior(name), period, tolerance, slots }];
  });
}

/** Weeks know no shift; the three of a month share its prior, and the last working day has its own. */
function shiftPrior({ cadence, shift }: Schedule): number {
  if (CADENCES[cadence].months === 0 || cadence === 'last_working_day') return 1;
  return shift === 'none' ? 0.5 : 0.25;
}

function ofWeeks(cadence: 'weekly' | 'fortnightly', day: number): Schedule {
  return { cadence, day, month: 0, shift: 'none' };
}

function ofMonths(
  cadence: 'monthly' | 'quarterly' | 'yearly',
  months: readonly number[],
  days: readonly number[],
): Schedule[] {
  return months.flatMap((month) =>
    days.flatMap((day) =>
      WeekendShift.options.flatMap((shift) => {
        const isLastWorkingDay = cadence === 'monthly' && day === LAST_DAY && shift === 'preceding';
        return isLastWorkingDay ? [] : [{ cadence, day, month, shift }];
      }),
    ),
  );
}

function weekPhases(days: readonly number[], period: number, most: number): number[] {
  return mostFrequent(
    days.map((day) => ((day % period) + period) % period),
    most,
  );
}

/** Months by their number in the cycle; a due day near the end of one may have come in the next. */
function monthPhases(days: readonly number[], cycle: number): number[] {
  return mostFrequent(
    days.map((day) => ((monthOf(day) % cycle) + cycle) % cycle),
    2,
  );
}

/** Those near which most days lie, and the last one. */
function likelyDaysOfMonth(days: readonly number[]): number[] {
  const counts = new Array<number>(LAST_DAY + 1).fill(0);
  for (const day of days) counts[dayInMonth(day)] = (counts[dayInMonth(day)] ?? 0) + 1;
  const at = (day: number) => counts[day < 1 ? day + LAST_DAY : day > LAST_DAY ? day - LAST_DAY : day] ?? 0;
  const scores = Array.from({ length: LAST_DAY }, (_, index) => {
    const day = index + 1;
    return { day, score: 3 * at(day) + 2 * (at(day - 1) + at(day + 1)) + at(day - 2) + at(day + 2) };
  });
  const likely = scores
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.day - b.day)
    .slice(0, MOST_DAYS)
    .map(({ day }) => day);
  return [...new Set([...likely, LAST_DAY])];
}

function mostFrequent(values: readonly number[], most: number): number[] {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts]
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, most)
    .map(([value]) => value);
}
