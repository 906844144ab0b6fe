import { expect, it } from 'vitest';
import { checkSplits } from './check-splits.ts';

const split = (amountMinor: number) => ({ amountMinor, categoryId: null, memo: '' });
const whole = { amountMinor: -1_000, currency: 'EUR' };

it('takes splits that add up to the amount, whatever their signs', () => {
  expect(() => checkSplits(whole, [split(-1_200), split(200)])).not.toThrow();
});

it('says how much is left of an amount that is not split to the end', () => {
  expect(() => checkSplits(whole, [split(-900), split(-50)])).toThrow(
    'The splits add up to -9.50 EUR, but the transaction is of -10.00 EUR: -0.50 EUR is left to split.',
  );
});
