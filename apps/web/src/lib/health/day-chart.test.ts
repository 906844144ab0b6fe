import { expect, test } from 'vitest';
import { layDays } from './day-chart.ts';

const window = { lastDay: '2026-11-30', dayCount: 30 };
const day = (date: string, changes: object = {}) => ({
  ...{ day: date, decisions: 0, meanConfidence: null, reviewed: 0, right: 0 },
  ...changes,
});

test('a day without answers is a gap in the measured line', () => {
  const answered = { reviewed: 20, right: 18 };
  const { measured } = layDays(
    [day('2026-11-26', answered), day('2026-11-27', answered), day('2026-11-29', answered)],
    window,
  );
  expect(measured.map((run) => run.map((point) => point.day))).toEqual([
    ['2026-11-26', '2026-11-27'],
    ['2026-11-29'],
  ]);
});

test('a day with too few answers is hatched and says how many there are', () => {
  const { measured, tooFew } = layDays([day('2026-11-15', { reviewed: 3, right: 3 })], window);
  expect(measured).toEqual([]);
  expect(tooFew).toMatchObject([{ day: '2026-11-15', has: 3 }]);
});

test('the newest day lies at the right edge and the oldest at the left', () => {
  const { estimated } = layDays(
    [day('2026-11-01', { meanConfidence: 0.5 }), day('2026-11-30', { meanConfidence: 0.7 })],
    window,
  );
  expect(estimated.flat().map(({ xPercent }) => xPercent)).toEqual([0, 100]);
});

test.each([
  [0.95, 0.7],
  [0.62, 0.4],
  [0.1, 0],
])('an axis for a share of %d begins at %d', (meanConfidence, lowest) => {
  expect(layDays([day('2026-11-30', { meanConfidence })], window).ticks[0]).toBe(lowest);
});

test('days before the window are left out', () => {
  expect(layDays([day('2026-10-01', { meanConfidence: 0.62 })], window).estimated).toEqual([]);
});
