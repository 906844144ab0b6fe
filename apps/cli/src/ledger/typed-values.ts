import { readTags } from '@steward/core/ledger';
import { exponentOf, parseAmount } from '@steward/core/money';
import { UsageError } from '../arguments/index.ts';

/** @throws UsageError for what is no amount of the currency. */
export function readAmount(text: string, currency: string): number {
  const parsed = parseAmount(text, { decimal: '.', thousands: ',', exponent: exponentOf(currency) ?? 2 });
  if (parsed.ok) return parsed.amountMinor;
  throw new UsageError(`--amount takes ${parsed.expected}, with a minus for money out, not ${text}.`);
}

export const STATES = ['pending', 'posted'] as const;
type State = (typeof STATES)[number];

/** A status that the parser has let through. */
export function stateOf(text: string | undefined): State | undefined {
  return STATES.find((state) => state === text);
}

/** Tags with commas between them; undefined where none are asked for. */
export function tagsOf(text: string | undefined): string[] | undefined {
  return text === undefined ? undefined : readTags(text);
}
