import { dateOf, dayOf, dayOfParts, partsOfDay, type DayNumber } from './days.ts';

/** Days, weeks or months in a row. */
export interface Periods {
  /** The first day of the first; of a month the first day of it, of a week any day. */
  from: string;
  step: 'day' | 'week' | 'month';
  count: number;
}

/** The first days of the periods, and of the one after the last. */
export function boundsOf({ from, step, count }: Periods): DayNumber[] {
  if (!(Number.isInteger(count) && count >= 1 && count <= 100_000)) {
    throw new RangeError(`there are 1 .. 100,000 periods, got ${count}`);
  }
  const first = dayOf(from);
  const { year, month, day } = partsOfDay(first);
  if (step === 'month' && day !== 1) throw new RangeError(`a month begins on its first day, not on ${from}`);
  return Array.from({ length: count + 1 }, (_, at) => {
    if (step !== 'month') return first + at * (step === 'week' ? 7 : 1);
    const months = 12 * year + month - 1 + at;
    return dayOfParts({ year: Math.floor(months / 12), month: (months % 12) + 1, day: 1 });
  });
}

/**
 * The next periods after some, `count` of them. O(periods).
 * @throws RangeError for a date that is none, a month that does not begin on its first day, or no number of periods.
 */
export function periodsAfter(periods: Periods, count: number): Periods {
  const bounds = boundsOf(periods);
  return { from: dateOf(bounds[bounds.length - 1] ?? 0), step: periods.step, count };
}

/**
 * What was spent in each period: the amounts of dated rows, summed; 0 where there are none. Rows of other days are left
 * out. The order of rows does not matter beyond the rounding of a sum. O(rows log periods).
 * @throws RangeError as `periodsAfter`, for another number of dates than amounts, and an amount that is no finite number.
 */
export function sumByPeriod(
  { dates, amounts }: { dates: readonly string[]; amounts: ArrayLike<number> },
  periods: Periods,
): Float64Array {
  if (dates.length !== amounts.length) {
    throw new RangeError(`there are ${dates.length} dates for ${amounts.length} amounts`);
  }
  const bounds = boundsOf(periods);
  const sums = new Float64Array(periods.count);
  dates.forEach((date, row) => {
    const amount = amounts[row] ?? NaN;
    if (!Number.isFinite(amount)) throw new RangeError(`the amount of row ${row} is ${amount}`);
    const at = placeOf(dayOf(date), bounds);
    if (at >= 0 && at < sums.length) sums[at] = (sums[at] ?? 0) + amount;
  });
  return sums;
}

/** The last place whose bound is not after a day; -1 before the first. */
function placeOf(day: DayNumber, bounds: readonly DayNumber[]): number {
  let [low, high] = [0, bounds.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((bounds[middle] ?? 0) <= day) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
