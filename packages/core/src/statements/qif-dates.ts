import { parseDate, type DateOrder } from '../calendar/index.ts';
import type { QifField } from './qif-records.ts';

/** How the dates of a whole file are written. */
export interface QifDates {
  order: DateOrder;
  /** Quicken marks years of this century with an apostrophe; where it does, other short years are of the last one. */
  hasApostrophe: boolean;
  doubts: string[];
}

type ParsedDate = ReturnType<typeof parseDate>;

const MAX_DATE = 40;
const ORDER_WORDS: Readonly<Record<DateOrder, string>> = {
  mdy: 'month, day, year',
  dmy: 'day, month, year',
  ymd: 'year, month, day',
};

/**
 * Chooses the order of day and month that most dates of the file are possible in. Where both orders fit alike, dates
 * with dots are day first (12.01.2026), others month first, as Quicken writes them; a doubt then says so, unless no
 * date would differ. Dates with the year in front or with a month's name are the same in either order.
 */
export function chooseDates(fields: readonly QifField[], forced: DateOrder | undefined): QifDates {
  const hasApostrophe = fields.some(({ value }) => value.includes("'"));
  const read = (order: DateOrder, value: string) => readDate(value, { order, hasApostrophe, doubts: [] });
  const century = fields.find(
    ({ value }) => hasApostrophe && /^\D?\d{1,2}[/.-]\d{1,2}[/.-][0-6]\d$/u.test(value),
  );
  const doubts: string[] = [];
  if (century !== undefined) {
    doubts.push(
      `Line ${century.line}: the year of ${century.value} is taken as one of the last century, as Quicken writes those ` +
        'of this one behind an apostrophe, as other dates of the file are.',
    );
  }
  if (forced !== undefined) return { order: forced, hasApostrophe, doubts };
  // A file has few dates, each of them many times.
  const times = new Map<string, number>();
  for (const { value } of fields) times.set(value, (times.get(value) ?? 0) + 1);
  const count = (order: DateOrder) =>
    [...times].reduce((sum, [value, often]) => sum + (read(order, value).ok ? often : 0), 0);
  const [monthFirst, dayFirst] = [count('mdy'), count('dmy')];
  const differing = fields.find(({ value }) => {
    const [month, day] = [read('mdy', value), read('dmy', value)];
    return month.ok && day.ok && month.date !== day.date;
  });
  const isDotted = fields.filter(({ value }) => value.includes('.')).length * 2 > fields.length;
  const usual = isDotted ? 'dmy' : 'mdy';
  const order = monthFirst === dayFirst ? usual : monthFirst > dayFirst ? 'mdy' : 'dmy';
  const other = order === 'mdy' ? 'dmy' : 'mdy';
  const isComplete = Math.max(monthFirst, dayFirst) === fields.length;
  const onlyOther = isComplete
    ? undefined
    : fields.find(({ value }) => !read(order, value).ok && read(other, value).ok);
  if (onlyOther !== undefined) {
    doubts.push(
      `The dates are read as ${ORDER_WORDS[order]}, but ${onlyOther.value} in line ${onlyOther.line} is a date only ` +
        `as ${ORDER_WORDS[other]}.`,
    );
  } else if (monthFirst === dayFirst && differing !== undefined) {
    doubts.push(
      `Every date of the file can be read as ${ORDER_WORDS.mdy} and as ${ORDER_WORDS.dmy}. They are read as ` +
        `${ORDER_WORDS[order]}: ${differing.value} in line ${differing.line}.`,
    );
  }
  return { order, hasApostrophe, doubts };
}

/**
 * Reads a date in any of the forms that programs write: `1/23/2026`, `1/23'26`, `1/ 3' 6`, `12/19/18`, `12.19.2018`,
 * `2026-01-23`, `23 Jan 2026`. Behind an apostrophe a short year is of this century; without one it is 1970 to 2069, or
 * of the last century in a file that uses the apostrophe.
 */
export function readDate(text: string, { order, hasApostrophe }: QifDates): ParsedDate {
  if (text.length > MAX_DATE) return parseDate('', order);
  const bare = text.replace(/ ?([/.'-]) ?/gu, '$1');
  const marked = /^(.*)'(\d{1,2})$/u.exec(bare);
  if (marked) return parseDate(`${marked[1]}/20${(marked[2] ?? '').padStart(2, '0')}`, order);
  const short = /^(\d{1,2}[/.-]\d{1,2})[/.-](\d{2})$/u.exec(bare);
  if (short && hasApostrophe && order !== 'ymd') return parseDate(`${short[1]}/19${short[2]}`, order);
  return parseDate(bare.replace("'", '/'), order);
}
