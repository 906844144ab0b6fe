import { expect, test } from 'vitest';
import { binomialCdf } from '../distributions/index.ts';
import { clopperPearsonInterval, clopperPearsonUpper, wilsonInterval } from './index.ts';

test('Wilson agrees with published values', () => {
  // Newcombe (1998), Statistics in Medicine 17, table I, method 3: 81 of 263 and 15 of 148.
  const first = wilsonInterval(81, 263);
  expect(first.low).toBeCloseTo(0.2553, 4);
  expect(first.high).toBeCloseTo(0.3662, 4);
  const second = wilsonInterval(15, 148);
  expect(second.low).toBeCloseTo(0.0624, 4);
  expect(second.high).toBeCloseTo(0.1605, 4);
});

test('Wilson and Clopper-Pearson agree with scipy and statsmodels', () => {
  // scipy 1.17.1 binomtest(45, 50).proportion_ci; statsmodels proportion_confint(3, 40).
  expect(wilsonInterval(45, 50).low).toBeCloseTo(0.7863976856252034, 12);
  expect(wilsonInterval(45, 50).high).toBeCloseTo(0.9565242350681095, 12);
  expect(clopperPearsonInterval(45, 50).low).toBeCloseTo(0.7818646335657977, 12);
  expect(clopperPearsonInterval(45, 50).high).toBeCloseTo(0.9667249064109785, 12);
  expect(clopperPearsonInterval(3, 40).low).toBeCloseTo(0.01574217985104153, 12);
  expect(clopperPearsonInterval(3, 40).high).toBeCloseTo(0.20386474873289898, 12);
  expect(wilsonInterval(3, 40, 0.9).low).toBeCloseTo(0.030370252611738993, 12);
  expect(wilsonInterval(3, 40, 0.9).high).toBeCloseTo(0.17348017873690041, 12);
});

test('Clopper-Pearson covers at least as often as it says, whatever the share', () => {
  for (const share of [0.001, 0.02, 0.11, 0.37, 0.5, 0.93]) {
    for (const n of [5, 20, 75]) {
      let covered = 0;
      for (let k = 0; k <= n; k++) {
        const { low, high } = clopperPearsonInterval(k, n, 0.9);
        const probability = binomialCdf(k, n, share) - binomialCdf(k - 1, n, share);
        if (low <= share && share <= high) covered += probability;
      }
      expect(covered).toBeGreaterThanOrEqual(0.9);
    }
  }
});

test('without an error it takes 45, 114 and 230 to be sure of 5, 2 and 1 %', () => {
  // ln .1 / ln(1 - bound), rounded up.
  for (const [n, bound] of [
    [45, 0.05],
    [114, 0.02],
    [230, 0.01],
  ] as const) {
    expect(clopperPearsonUpper(0, n, 0.9)).toBeLessThanOrEqual(bound);
    expect(clopperPearsonUpper(0, n - 1, 0.9)).toBeGreaterThan(bound);
  }
});

test('none and all stay within 0 and 1', () => {
  expect(wilsonInterval(0, 20).low).toBe(0);
  expect(wilsonInterval(20, 20).high).toBe(1);
  expect(clopperPearsonInterval(0, 20).low).toBe(0);
  expect(clopperPearsonInterval(20, 20).high).toBe(1);
  expect(clopperPearsonUpper(20, 20)).toBe(1);
});

test('no observation, and counts that are none, have no interval', () => {
  expect(() => wilsonInterval(0, 0)).toThrow(RangeError);
  expect(() => wilsonInterval(1, 2, 1)).toThrow(RangeError);
  expect(() => clopperPearsonInterval(1.5, 4)).toThrow(RangeError);
  expect(() => clopperPearsonUpper(5, 4)).toThrow(RangeError);
});
