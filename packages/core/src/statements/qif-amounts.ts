import { parseAmount, type AmountFormat } from '../money/index.ts';
import type { QifField } from './qif-records.ts';

/** How the amounts of a whole file are written. */
export interface QifAmounts {
  formats: AmountFormat[];
  doubts: string[];
}

const PLAIN_POINT = /^[+-]?\d{1,15}\.\d{1,2}$/u;
const PLAIN_COMMA = /^[+-]?\d{1,15},\d{1,2}$/u;

type Decimal = '.' | ',';
type ParsedAmount = ReturnType<typeof parseAmount>;

/**
 * Chooses the decimal mark that most amounts of the file are possible with; the point where both fit alike, with a
 * doubt where that decides what an amount is (1,200 is 1200.00 or 1.20). Thousands are marked by the other of the two,
 * by apostrophes or by spaces.
 */
export function chooseAmounts(
  fields: readonly QifField[],
  { exponent, forced }: { exponent: number; forced: Decimal | undefined },
): QifAmounts {
  const formatsOf = (decimal: Decimal): AmountFormat[] => [
    { decimal, thousands: decimal === '.' ? ',' : '.', exponent },
    { decimal, thousands: "'", exponent },
    { decimal, thousands: ' ', exponent },
  ];
  if (forced !== undefined) return { formats: formatsOf(forced), doubts: [] };
  const [point, comma] = [formatsOf('.'), formatsOf(',')];
  let [withPoint, withComma] = [0, 0];
  for (const { value } of fields) {
    // Most amounts are plain and need no trial.
    if (/^[+-]?\d+$/u.test(value)) continue;
    if (PLAIN_POINT.test(value)) withPoint += 1;
    else if (PLAIN_COMMA.test(value)) withComma += 1;
    else {
      if (readAmount(value, point).ok) withPoint += 1;
      if (readAmount(value, comma).ok) withComma += 1;
    }
  }
  if (withPoint !== withComma) return { formats: withPoint > withComma ? point : comma, doubts: [] };
  const differing = fields.find(({ value }) => {
    const [one, other] = [readAmount(value, point), readAmount(value, comma)];
    return one.ok && other.ok && one.amountMinor !== other.amountMinor;
  });
  if (differing === undefined) return { formats: point, doubts: [] };
  const doubt =
    'Every amount of the file can be read with a decimal point and with a decimal comma. They are read with a point: ' +
    `${differing.value} in line ${differing.line}.`;
  return { formats: point, doubts: [doubt] };
}

/** Reads an amount by the first of the formats that fits; says what the first one expects where none does. */
export function readAmount(text: string, formats: readonly AmountFormat[]): ParsedAmount {
  let refused: ParsedAmount | null = null;
  for (const format of formats) {
    const parsed = parseAmount(text.slice(0, 60), format);
    if (parsed.ok && text.length <= 60) return parsed;
    refused ??= parsed.ok ? { ok: false, expected: 'an amount of at most 60 characters' } : parsed;
  }
  return refused ?? { ok: false, expected: 'an amount' };
}
