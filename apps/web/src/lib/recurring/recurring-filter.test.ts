import { expect, test } from 'vitest';
import { readRecurringFilter } from './recurring-filter.ts';

test('an address with what cannot be shows everything', () => {
  const read = (query: string) => readRecurringFilter(new URLSearchParams(query));
  expect(read('show=all&direction=up&cadence=hourly&cursor=')).toEqual({});
  expect(read('show=ended&direction=in&cadence=yearly&payeeId=pay_1')).toEqual({
    ...{ show: 'ended', direction: 'in', cadence: 'yearly', payeeId: 'pay_1' },
  });
});
