import { expect, test } from 'vitest';
import { readRecurringFilter } from './recurring-filter.ts';
import { dayReachWords } from './recurring-words.ts';

test('an address with what cannot be shows everything', () => {
  const read = (query: string) => readRecurringFilter(new URLSearchParams(query));
  expect(read('show=all&direction=up&cadence=hourly&cursor=')).toEqual({});
  expect(read('show=ended&direction=in&cadence=yearly&payeeId=pay_1')).toEqual({
    ...{ show: 'ended', direction: 'in', cadence: 'yearly', payeeId: 'pay_1' },
  });
});

test('a reach that is not known says what it takes, never a number of days', () => {
  expect(dayReachWords({ status: 'insufficient_data', needed: 4, has: 3 })).toBe(
    'not measured: needs 4, has 3',
  );
  expect(dayReachWords({ status: 'measured', value: 1, n: 9 })).toBe('give or take 1 day');
});
