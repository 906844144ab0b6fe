import { exponentOf, formatAmount, parseAmount } from '@steward/core/money';

interface Marks {
  decimal: '.' | ',';
  thousands: ',' | '.' | ' ' | "'";
}

/** The marks by which a language writes numbers. */
function marksOf(locale: string): Marks {
  const parts = new Intl.NumberFormat(locale, { numberingSystem: 'latn', useGrouping: true }).formatToParts(
    1_234_567.8,
  );
  const markOf = (type: 'decimal' | 'group') => parts.find((part) => part.type === type)?.value ?? '';
  const decimal = markOf('decimal') === ',' ? ',' : '.';
  const group = markOf('group');
  if (/['’]/.test(group)) return { decimal, thousands: "'" };
  if (/\s/.test(group)) return { decimal, thousands: ' ' };
  return decimal === ',' ? { decimal, thousands: '.' } : { decimal, thousands: ',' };
}

/** How somebody types amounts of a currency. */
export interface AmountWay {
  currency: string;
  locale: string;
}

/** An amount as it is typed: as the language writes it, else with the other decimal mark where that can be meant alone. */
export function readTypedAmount(
  text: string,
  { currency, locale }: AmountWay,
): ReturnType<typeof parseAmount> {
  const marks = marksOf(locale);
  const exponent = exponentOf(currency) ?? 2;
  const read = parseAmount(text, { ...marks, exponent });
  if (read.ok) return read;
  const other: Marks =
    marks.decimal === '.' ? { decimal: ',', thousands: '.' } : { decimal: '.', thousands: ',' };
  const otherRead = parseAmount(text, { ...other, exponent });
  return otherRead.ok ? otherRead : read;
}

/** An amount as a field shows it, for `readTypedAmount` to read. */
export function writeTypedAmount(amountMinor: number, { currency, locale }: AmountWay): string {
  return formatAmount({ amountMinor, currency }).replace('.', marksOf(locale).decimal);
}
