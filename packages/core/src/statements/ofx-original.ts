import type { CurrencyCode } from '../money/index.ts';
import { exponentOf } from '../money/index.ts';
import { elementsAt, firstElementAt, textAt, type ElementNode } from './element-tree.ts';
import { fieldOf, readCurrency, refuseField } from './read-field.ts';
import { readOfxAmount } from './ofx-values.ts';
import type { StatementEntry } from './statements.schema.ts';

type Money = Pick<StatementEntry, 'amountMinor' | 'currency' | 'original'>;

/**
 * The amount of a transaction and its currencies (OFX 5.2).
 *
 * - `CURRENCY`: TRNAMT is in its CURSYM and was not converted. The entry is in that currency; where it is not that of the
 *   account, the rate stands beside it in `original`, whose amount is the same.
 * - `ORIGCURRENCY`: TRNAMT was converted into the currency of the account. The file does not say from which amount, so that
 *   `original` is TRNAMT / CURRATE (CURRATE is how much of the account's currency one unit of CURSYM is worth), rounded half
 *   away from zero to the decimals of CURSYM.
 * - Neither: the currency of the account.
 */
export function readOfxMoney(
  group: ElementNode,
  accountCurrency: CurrencyCode | null,
  fallback: string,
): Money {
  const home = accountCurrency ?? fallback;
  const own = symbolOf(group, 'CURRENCY');
  const currency = own ?? home;
  const amountMinor = readOfxAmount(group, 'TRNAMT', currency);
  if (own !== null) {
    const rate = textAt(group, 'CURRENCY/CURRATE') || null;
    const isForeign = accountCurrency !== null && own !== accountCurrency;
    return { amountMinor, currency, original: isForeign ? { amountMinor, currency, rate } : null };
  }
  const original = symbolOf(group, 'ORIGCURRENCY');
  if (original === null || original === home) return { amountMinor, currency, original: null };
  return { amountMinor, currency, original: convertBack(group, { amountMinor, currency }, original) };
}

function symbolOf(group: ElementNode, name: string): CurrencyCode | null {
  const element = firstElementAt(group, [`${name}/CURSYM`]);
  return element === null ? null : readCurrency(fieldOf(element, { name: 'CURSYM', group }));
}

function convertBack(
  group: ElementNode,
  booked: { amountMinor: number; currency: CurrencyCode },
  symbol: CurrencyCode,
): StatementEntry['original'] {
  const [aggregate = group] = elementsAt(group, 'ORIGCURRENCY');
  const field = fieldOf(firstElementAt(aggregate, ['CURRATE']), { name: 'CURRATE', group: aggregate });
  const [, whole = '', fraction = ''] = /^\+?(\d{0,20})(?:[.,](\d{0,20}))?$/.exec(field.text) ?? [];
  const rate = BigInt(`0${whole}${fraction}`);
  if (rate === 0n) refuseField(field, 'a rate above 0 such as 1.0625');
  const from = exponentOf(booked.currency) ?? 2;
  const to = exponentOf(symbol) ?? 2;
  // booked / 10^from / (rate / 10^digits) in units of 10^-to
  const numerator = BigInt(Math.abs(booked.amountMinor)) * 10n ** BigInt(fraction.length + to);
  const denominator = rate * 10n ** BigInt(from);
  const rounded = (2n * numerator + denominator) / (2n * denominator);
  if (rounded > BigInt(Number.MAX_SAFE_INTEGER))
    refuseField(field, 'a rate with an amount that can be counted');
  const amountMinor = rounded === 0n ? 0 : Number(rounded) * Math.sign(booked.amountMinor);
  return { amountMinor, currency: symbol, rate: field.text };
}
