import { expect, test } from 'vitest';
import { readTypedAmount, writeTypedAmount } from './typed-amount.ts';

const read = (text: string, locale: string, currency = 'EUR') => {
  const parsed = readTypedAmount(text, { currency, locale });
  return parsed.ok ? parsed.amountMinor : parsed.expected;
};

test('an amount is read as its language writes it, and with the other mark where that alone can be meant', () => {
  expect([read('1.234,50', 'de-DE'), read('1,234.50', 'en-GB'), read('1 234,50', 'fr-FR')]).toEqual([
    ...[123_450, 123_450, 123_450],
  ]);
  expect([read('1’234.50', 'de-CH'), read('12.5', 'de-DE'), read('12,5', 'en-GB')]).toEqual([
    ...[123_450, 1_250, 1_250],
  ]);
  expect([read('1.234', 'de-DE'), read('1,234', 'en-GB'), read('1.234', 'en-GB', 'KWD')]).toEqual([
    ...[123_400, 123_400, 1_234],
  ]);
  expect(read('twelve', 'de-DE')).toBe('a number such as 1.234,56');
});

test('what a field shows is read as what it was, whatever the language and the currency', () => {
  for (const locale of ['en-GB', 'de-DE', 'de-CH', 'fr-FR', 'ar-EG', 'pl-PL']) {
    for (const currency of ['EUR', 'JPY', 'KWD']) {
      for (const amountMinor of [-1_234_567, 0, 5, 99_000]) {
        const shown = writeTypedAmount(amountMinor, { currency, locale });
        expect(read(shown, locale, currency)).toBe(amountMinor);
      }
    }
  }
});
