import { expect, test } from 'vitest';
import { weeksOf } from './month-days.ts';

test('a month is whole weeks from Monday', () => {
  // By a paper calendar: 1 November 2026 is a Sunday, 1 February 2027 a Monday.
  expect(weeksOf('2026-11').map(([monday]) => monday)).toEqual([
    ...['2026-10-26', '2026-11-02', '2026-11-09', '2026-11-16', '2026-11-23', '2026-11-30'],
  ]);
  expect(weeksOf('2027-02').map((week) => week.at(-1))).toEqual([
    ...['2027-02-07', '2027-02-14', '2027-02-21', '2027-02-28'],
  ]);
});
