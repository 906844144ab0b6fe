import { expect, test } from 'vitest';
import { cliffsDelta, cohensH, cramersV, hedgesG } from './index.ts';

const A = [38.7, 41.5, 43.8, 44.5, 45.5, 46, 47.7, 58];
const B = [39.2, 39.3, 39.7, 41.4, 41.8, 42.9, 43.3, 45.8];

test('agree with their definitions in numpy', () => {
  expect(hedgesG(A, B)).toBeCloseTo(0.8790138332761815, 12);
  const tied = [1, 2, 2, 3, 3, 3, 4, 5, 5, 8, 8, 9];
  expect(cliffsDelta(tied, [2, 3, 3, 4, 5, 6, 6, 7, 9, 9, 9, 10, 12])).toBeCloseTo(-0.4230769230769231, 12);
});

test('the sign says which sample is larger', () => {
  expect(hedgesG(B, A)).toBeCloseTo(-0.8790138332761815, 12);
  expect(cliffsDelta([1, 2], [3, 4])).toBe(-1);
  expect(cohensH(0.5, 0.25)).toBeCloseTo(Math.PI / 6, 12);
});

test('what cannot be measured is blank', () => {
  expect(hedgesG([1], [1, 2])).toBeNull();
  expect(hedgesG([1, 1], [2, 2])).toBeNull();
  expect(cliffsDelta([], [1])).toBeNull();
  expect(() => cohensH(1.1, 0)).toThrow(RangeError);
  expect(() => cramersV(1, 0)).toThrow(RangeError);
});

test("Cramer's V is 1 where samples share no category, 0 where they are alike", () => {
  expect(cramersV(30, 30)).toBe(1);
  expect(cramersV(0, 30)).toBe(0);
});
