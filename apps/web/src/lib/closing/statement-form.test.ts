import { expect, test } from 'vitest';
import { lastMonthEnd, readBalance } from './statement-form.ts';

test('a balance is read in the smallest unit of its currency, or refused in words', () => {
  expect(readBalance(' -1,234.50 ', 'EUR')).toEqual({ ok: true, amountMinor: -123_450 });
  expect(readBalance('500', 'JPY')).toEqual({ ok: true, amountMinor: 500 });
  expect(readBalance('a lot', 'EUR')).toMatchObject({ ok: false });
});

test.each([
  ['2026-11-28', '2026-10-31'],
  ['2026-01-01', '2025-12-31'],
  ['2024-03-31', '2024-02-29'],
])('on %s most statements end on %s', (today, end) => {
  expect(lastMonthEnd(today)).toBe(end);
});
