import type { LocalDate } from '../calendar/index.ts';
import type { AmountFormat, CurrencyCode } from '../money/index.ts';
import { firstElementAt, type ElementNode } from './element-tree.ts';
import { fieldOf, readMinorUnits, readYearFirst, refuseField } from './read-field.ts';

/**
 * The calendar date of an OFX date, YYYYMMDD[HHMMSS[.fff]][[offset:name]], as it is written. Time and time zone are
 * dropped, not converted: most banks write noon or midnight of the day they mean, whatever zone they put behind it. Dates
 * with dashes, as some banks write them, are taken too. null where the element is missing or empty.
 */
export function readOfxDate(group: ElementNode, ...paths: string[]): LocalDate | null {
  const element = firstElementAt(group, paths);
  if (element === null) return null;
  const field = fieldOf(element, { name: element.name, group });
  const compact = /^(\d{8})(?:\d{2,6})?(?:[.:]\d*)?\s*(?:\[[^\]]*\]?)?$/.exec(field.text)?.[1];
  const date = compact ?? /^\d{4}-\d{2}-\d{2}(?=$|[T\s])/.exec(field.text)?.[0];
  if (date === undefined) refuseField(field, 'a date such as 20260131');
  return readYearFirst(field, date);
}

/**
 * A signed amount: the decimal mark is a point or a comma (OFX 3.2.9.2). Where both stand in it, which OFX does not have
 * but banks do, the last one is the decimal mark and the others group thousands.
 */
export function readOfxAmount(group: ElementNode, name: string, currency: CurrencyCode): number {
  const field = fieldOf(firstElementAt(group, [name]), { name, group });
  return readMinorUnits(field, currency, marksOf(field.text));
}

function marksOf(text: string): Omit<AmountFormat, 'exponent'> {
  const decimal = text.lastIndexOf(',') > text.lastIndexOf('.') ? ',' : '.';
  const other = decimal === ',' ? '.' : ',';
  return { decimal, thousands: text.includes(other) ? other : '' };
}
