import { parseDate, type LocalDate } from '../calendar/index.ts';
import { exponentOf, parseAmount, type AmountFormat, type CurrencyCode } from '../money/index.ts';
import { textOf, type ElementNode } from './element-tree.ts';
import { showText } from './statement-error.ts';
import type { StatementProblem } from './statements.schema.ts';

/** Raised inside a reader only, and turned into a problem of the entry. */
class UnreadableField extends Error {
  readonly problem: StatementProblem;

  constructor(problem: StatementProblem) {
    super(problem.expected);
    this.problem = problem;
  }
}

/** A field of the file: the element, or where it should stand. */
export interface Field {
  line: number;
  /** As the format calls it. */
  name: string;
  text: string;
}

/** The field that an element is, or the empty one at the beginning of the group it is missing in. */
export function fieldOf(element: ElementNode | null, missing: { name: string; group: ElementNode }): Field {
  if (element) return { line: element.line, name: element.name, text: textOf(element) };
  return { line: missing.group.line, name: missing.name, text: '' };
}

/** Says what was expected of a field instead. */
export function refuseField(field: Field, expected: string): never {
  throw new UnreadableField({
    line: field.line,
    field: field.name,
    value: showText(field.text),
    expected,
  });
}

/** What the function reads, or the problem of the field that it could not read. */
export function readOrProblem<Value>(
  read: () => Value,
): { value: Value; problem: null } | { value: null; problem: StatementProblem } {
  try {
    return { value: read(), problem: null };
  } catch (error) {
    if (!(error instanceof UnreadableField)) throw error;
    return { value: null, problem: error.problem };
  }
}

/** A code of ISO 4217. */
export function readCurrency(field: Field): CurrencyCode {
  const code = field.text.toUpperCase();
  if (exponentOf(code) === null) refuseField(field, 'an ISO 4217 code such as EUR');
  return code;
}

/** Minor units of a plain decimal number; decimals beyond those of the currency must be zeros. */
export function readMinorUnits(
  field: Field,
  currency: CurrencyCode,
  marks: Omit<AmountFormat, 'exponent'> = { decimal: '.', thousands: '' },
): number {
  const exponent = exponentOf(currency) ?? 2;
  const result = /^[+-]?[\d.,]+$/.test(field.text)
    ? parseAmount(field.text, { ...marks, exponent })
    : { ok: false as const, expected: 'a number such as 1234.50' };
  if (!result.ok) {
    const inCurrency = result.expected.startsWith('at most') ? ` in ${currency}` : '';
    refuseField(field, result.expected + inCurrency);
  }
  return result.amountMinor;
}

/** A date in the form year, month, day that is written with or without marks. */
export function readYearFirst(field: Field, date: string): LocalDate {
  const result = parseDate(date, 'ymd');
  if (!result.ok) refuseField(field, result.expected);
  return result.date;
}

/** An amount in the other direction; there is no negative zero. */
export function negate(amountMinor: number): number {
  return amountMinor === 0 ? 0 : -amountMinor;
}
