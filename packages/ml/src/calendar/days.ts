/** Days from 1970-01-01, which is 0. */
export type DayNumber = number;

interface Parts {
  year: number;
  /** 1 .. 12. */
  month: number;
  /** 1 .. 31. */
  day: number;
}

const PATTERN = /^(\d{4})-(\d{2})-(\d{2})$/;
/** Days of 400 Gregorian years, and those from 0000-03-01 to 1970-01-01. */
const ERA = 146_097;
const EPOCH = 719_468;

/** Days of a month, Gregorian. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/**
 * The number of a day, by whole numbers alone: years begin in March, so that the day of a leap year is their last.
 * Source: H. Hinnant (2021), chrono-compatible low-level date algorithms, days_from_civil; its inverse is civil_from_days.
 */
export function dayOfParts({ year, month, day }: Parts): DayNumber {
  const shifted = year - (month <= 2 ? 1 : 0);
  const era = Math.floor(shifted / 400);
  const ofEra = shifted - era * 400;
  const ofYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  return era * ERA + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - EPOCH;
}

/** Year, month and day of a number. */
export function partsOfDay(number: DayNumber): Parts {
  const shifted = number + EPOCH;
  const era = Math.floor(shifted / ERA);
  const ofEra = shifted - era * ERA;
  const leaps = Math.floor(ofEra / 1460) - Math.floor(ofEra / 36_524) + Math.floor(ofEra / (ERA - 1));
  const yearOfEra = Math.floor((ofEra - leaps) / 365);
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fromMarch = Math.floor((5 * ofYear + 2) / 153);
  const month = ((fromMarch + 2) % 12) + 1;
  const day = ofYear - Math.floor((153 * fromMarch + 2) / 5) + 1;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

/**
 * The number of a calendar date 'YYYY-MM-DD', which is no instant: it has no time zone.
 * @throws RangeError where there is no such day.
 */
export function dayOf(date: string): DayNumber {
  const [, year = NaN, month = NaN, day = NaN] = (PATTERN.exec(date) ?? []).map(Number);
  if (!(month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month))) {
    throw new RangeError(`a date is a day such as 2026-11-28, got ${date}`);
  }
  return dayOfParts({ year, month, day });
}

/** The date of a number: 'YYYY-MM-DD'. */
export function dateOf(number: DayNumber): string {
  const { year, month, day } = partsOfDay(number);
  return [String(year).padStart(4, '0'), ...[month, day].map((part) => String(part).padStart(2, '0'))].join(
    '-',
  );
}

/** 1 Monday .. 7 Sunday. 1970-01-01 was a Thursday. */
export function weekdayOf(number: DayNumber): number {
  return ((((number + 3) % 7) + 7) % 7) + 1;
}
