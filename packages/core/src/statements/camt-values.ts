import type { LocalDate } from '../calendar/index.ts';
import type { CurrencyCode } from '../money/index.ts';
import { elementsAt, firstElementAt, type ElementNode } from './element-tree.ts';
import { fieldOf, negate, readCurrency, readMinorUnits, readYearFirst, refuseField } from './read-field.ts';

export interface CamtAmount {
  amountMinor: number;
  currency: CurrencyCode;
}

/** `Amt` with its `Ccy`, without a sign. */
export function readUnsignedAmount(group: ElementNode): CamtAmount {
  const [element = null] = elementsAt(group, 'Amt');
  const field = fieldOf(element, { name: 'Amt', group });
  const code = (element?.attributes.Ccy ?? '').trim();
  const currency = readCurrency({ line: field.line, name: 'Amt Ccy', text: code });
  if (!/^\+?\d*\.?\d*$/.test(field.text)) refuseField(field, 'a number without a sign such as 1234.50');
  return { amountMinor: readMinorUnits(field, currency), currency };
}

/** `Amt` with the sign of `CdtDbtInd`: money out of the account, and a balance below zero, is negative. */
export function readCamtAmount(group: ElementNode): CamtAmount {
  const { amountMinor, currency } = readUnsignedAmount(group);
  return { amountMinor: isDebit(group) ? negate(amountMinor) : amountMinor, currency };
}

/** Whether `CdtDbtInd` is DBIT; something other than CRDT and DBIT cannot be read. */
export function isDebit(group: ElementNode): boolean {
  const field = fieldOf(firstElementAt(group, ['CdtDbtInd']), { name: 'CdtDbtInd', group });
  if (field.text !== 'DBIT' && field.text !== 'CRDT') refuseField(field, 'CRDT or DBIT');
  return field.text === 'DBIT';
}

/**
 * The calendar date of an ISODate or ISODateTime as it is written. Its time and time zone are dropped, not converted: a
 * booking belongs to the day that the bank names. null where none of the paths holds one.
 */
export function readCamtDate(group: ElementNode, paths: readonly string[]): LocalDate | null {
  const element = firstElementAt(group, paths);
  if (element === null) return null;
  // BookgDt says more than the Dt or DtTm in it.
  const [name = element.name] = paths[0]?.split('/') ?? [];
  const field = { ...fieldOf(element, { name, group }), name };
  const date = /^(\d{4}-\d{2}-\d{2})(?:T[\d:.]+)?(?:Z|[+-]\d{2}:?\d{2})?$/.exec(field.text)?.[1];
  return readYearFirst(field, date ?? '');
}
