import { expect, it } from 'vitest';
import { monthBars } from './month-bars.ts';

const month = (name: string, currency: string, amountMinor: number) => ({
  month: name,
  currency,
  count: 1,
  amountMinor,
});

it('measures each month against the largest of its currency, whatever the sign', () => {
  const bars = monthBars([
    month('2026-02', 'EUR', -50),
    month('2026-01', 'EUR', 100),
    month('2026-01', 'USD', -7),
  ]);
  expect(bars.map(({ share }) => share)).toEqual([0.5, 1, 1]);
});

it('draws nothing where everything is 0', () => {
  expect(monthBars([month('2026-01', 'EUR', 0)])[0]?.share).toBe(0);
});
