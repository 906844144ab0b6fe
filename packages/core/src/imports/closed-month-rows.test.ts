import { expect, test } from 'vitest';
import { refuseInClosedMonth } from './index.ts';

const closed = [{ startsOn: '2026-10-01', endsBefore: '2026-11-01', closedAt: new Date(0) }];
const fresh = { outcome: 'new' as const, reason: { code: 'new' as const, message: '' } };

test('a new row of a closed month is an error that names the month, and a duplicate stays one', () => {
  expect(refuseInClosedMonth(fresh, { date: '2026-10-31', pendingDate: null }, closed)).toMatchObject({
    ...{ outcome: 'error', reason: { code: 'month_closed', startsOn: '2026-10-01' } },
  });
  const duplicate = { ...fresh, outcome: 'duplicate' as const };
  expect(refuseInClosedMonth(duplicate, { date: '2026-10-31', pendingDate: null }, closed)).toBe(duplicate);
  expect(refuseInClosedMonth(fresh, { date: '2026-11-01', pendingDate: null }, closed)).toBe(fresh);
  const books = { ...fresh, outcome: 'matched' as const };
  expect(refuseInClosedMonth(books, { date: '2026-11-02', pendingDate: '2026-10-30' }, closed)).toMatchObject(
    {
      ...{ outcome: 'error', reason: { code: 'month_closed', startsOn: '2026-10-01' } },
    },
  );
});
