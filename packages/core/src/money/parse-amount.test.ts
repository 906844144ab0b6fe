import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exponentOf, formatAmount, listCurrencies, parseAmount } from './index.ts';

const english = { decimal: '.', thousands: ',', exponent: 2 } as const;
const german = { decimal: ',', thousands: '.', exponent: 2 } as const;
const minor = (text: string, format: Parameters<typeof parseAmount>[1] = english) => {
  const result = parseAmount(text, format);
  return result.ok ? result.amountMinor : result.expected;
};

describe('parseAmount', () => {
  it.each([
    ['12.50', 1250],
    ['1,234.5', 123450],
    ['12,34,567.00', 123456700],
    ['-0.01', -1],
    ['−5', -500],
    ['5.00-', -500],
    ['(1,000.00)', -100000],
    ['($3.10)', -310],
    ['€ 7.00', 700],
    ['7.00 EUR', 700],
    ['-£3', -300],
    ['US$12', 1200],
    ['12.00 DR', -1200],
    ['12.00 CR', 1200],
    ['12700000.0', 1270000000],
    ['.5', 50],
    ['0.00-', 0],
    ['12.500', 1250],
  ])('reads %s', (text, amount) => expect(minor(text)).toBe(amount));

  it('reads German, Swiss and French marks', () => {
    expect(minor('1.234,56', german)).toBe(123456);
    expect(minor('1’234.56', { decimal: '.', thousands: "'", exponent: 2 })).toBe(123456);
    expect(minor('1\u202f234,56 €', { decimal: ',', thousands: ' ', exponent: 2 })).toBe(123456);
  });

  it.each(['12,3O', '', '-', 'abc', '1.2.3', '--5', '-(5)', '1,23.4', '12e5', '0x10', 'NaN', '1,2345'])(
    'refuses %j and says what it expected',
    (text) => expect(minor(text)).toBe('a number such as 1,234.56'),
  );

  it('refuses more decimals than the currency has, and more than a safe integer', () => {
    expect(minor('1.234', english)).toBe('at most 2 decimals');
    expect(minor('1.5', { ...english, exponent: 0 })).toBe('at most 0 decimals');
    expect(minor('90071992547409.91')).toBe(Number.MAX_SAFE_INTEGER);
    expect(minor('90071992547409.92')).toContain('at most 9,007,199,254,740,991');
  });

  it('reads back every amount that formatAmount writes, in every currency', () => {
    const marks = fc.constantFrom(
      { decimal: '.', thousands: ',' } as const,
      { decimal: ',', thousands: '.' } as const,
      { decimal: ',', thousands: ' ' } as const,
      { decimal: '.', thousands: '' } as const,
    );
    fc.assert(
      fc.property(
        fc.maxSafeInteger(),
        fc.constantFrom(...listCurrencies()),
        marks,
        (amountMinor, currency, mark) => {
          const text = formatAmount({ amountMinor, currency }, mark);
          expect(minor(text, { ...mark, exponent: exponentOf(currency) ?? 2 })).toBe(amountMinor);
        },
      ),
    );
  });
});
