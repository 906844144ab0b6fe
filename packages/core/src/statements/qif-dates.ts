import { parseDate, type DateOrder } from '../calendar/index.ts';
import type { QifField } from './qif-records.ts';
import type { DateReading } from './statements.schema.ts';

/** How the dates of a whole file are written. */
export interface QifDates extends DateStyle {
  reading: DateReading;
  doubts: string[];
}

interface DateStyle {
  order: DateOrder;
  /** Quicken marks years of this century with an apostrophe; where it does, other short years are of the last one. */
  hasApostrophe: boolean;
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
 * date would differ. Dates with the year in front or with a month's name are the same in either order. A forced order
 * settles all of it.
 */
export function chooseDates(fields: readonly QifField[], forced: DateOrder | undefined): QifDates {
  const hasApostrophe = fields.some(({ value }) => value.includes("'"));
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
  const { doubt, ...found } = findOrder(fields, hasApostrophe);
  if (forced !== undefined) {
    const reason = `${capital(ORDER_WORDS[forced])}, as it was said.`;
    const reading = { order: forced, basis: 'forced' as const, isOpen: found.isOpen, reason };
    return { order: forced, hasApostrophe, reading, doubts };
  }
  return { order: found.order, hasApostrophe, reading: found, doubts: [...doubts, ...doubt] };
}

const capital = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** The order by what is in the file, and what speaks against it. */
function findOrder(fields: readonly QifField[], hasApostrophe: boolean): DateReading & { doubt: string[] } {
  const read = (order: DateOrder, value: string) => readDate(value, { order, hasApostrophe });
  const { usual, ...counts } = countOrders(fields, read);
  const order = counts.mdy === counts.dmy ? usual : counts.mdy > counts.dmy ? 'mdy' : 'dmy';
  const other = order === 'mdy' ? 'dmy' : 'mdy';
  const words = capital(ORDER_WORDS[order]);
  const onlyIn = (one: DateOrder, rival: DateOrder) =>
    fields.find(({ value }) => !read(rival, value).ok && read(one, value).ok);
  const onlyOther = onlyIn(other, order);
  if (onlyOther !== undefined) {
    const doubt =
      `The dates are read as ${ORDER_WORDS[order]}, but ${onlyOther.value} in line ${onlyOther.line} is a date only ` +
      `as ${ORDER_WORDS[other]}.`;
    const reason = `${words}, as most dates of the file can be.`;
    return { order, basis: 'most', isOpen: true, reason, doubt: [doubt] };
  }
  const proof = onlyIn(order, other);
  if (proof !== undefined) {
    const reason = `${words}: ${proof.value} in line ${proof.line} is a date only so.`;
    return { order, basis: 'only', isOpen: false, reason, doubt: [] };
  }
  const differing = fields.find(({ value }) => {
    const [month, day] = [read('mdy', value), read('dmy', value)];
    return month.ok && day.ok && month.date !== day.date;
  });
  if (differing === undefined) {
    const reason = 'Every date of the file is the same, whichever of day and month comes first.';
    return { order, basis: 'only', isOpen: false, reason, doubt: [] };
  }
  const doubt =
    `Every date of the file can be read as ${ORDER_WORDS.mdy} and as ${ORDER_WORDS.dmy}. They are read as ` +
    `${ORDER_WORDS[order]}: ${differing.value} in line ${differing.line}.`;
  const reason = `${words}, as is usual where ${order === 'dmy' ? 'dates have dots' : 'dates have no dots'}.`;
  return { order, basis: 'usual', isOpen: true, reason, doubt: [doubt] };
}

type DateReader = (order: DateOrder, value: string) => ParsedDate;

function countOrders(fields: readonly QifField[], read: DateReader) {
  // A file has few dates, each of them many times.
  const times = new Map<string, number>();
  for (const { value } of fields) times.set(value, (times.get(value) ?? 0) + 1);
  const count = (order: DateOrder) =>
    [...times].reduce((sum, [value, often]) => sum + (read(order, value).ok ? often : 0), 0);
  const isDotted = fields.filter(({ value }) => value.includes('.')).length * 2 > fields.length;
  const usual: DateOrder = isDotted ? 'dmy' : 'mdy';
  return { mdy: count('mdy'), dmy: count('dmy'), usual };
}

/**
 * Reads a date in any of the forms that programs write: `1/23/2026`, `1/23'26`, `1/ 3' 6`, `12/19/18`, `12.19.2018`,
 * `2026-01-23`, `23 Jan 2026`. Behind an apostrophe a short year is of this century; without one it is 1970 to 2069, or
 * of the last century in a file that uses the apostrophe.
 */
export function readDate(text: string, { order, hasApostrophe }: DateStyle): ParsedDate {
  if (text.length > MAX_DATE) return parseDate('', order);
  const bare = text.replace(/ ?([/.'-]) ?/gu, '$1');
  const marked = /^(.*)'(\d{1,2})$/u.exec(bare);
  if (marked) return parseDate(`${marked[1]}/20${(marked[2] ?? '').padStart(2, '0')}`, order);
  const short = /^(\d{1,2}[/.-]\d{1,2})[/.-](\d{2})$/u.exec(bare);
  if (short && hasApostrophe && order !== 'ymd') return parseDate(`${short[1]}/19${short[2]}`, order);
  return parseDate(bare.replace("'", '/'), order);
}
