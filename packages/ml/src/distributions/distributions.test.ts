import { expect, test } from 'vitest';
import {
  betaQuantile,
  binomialCdf,
  chiSquareQuantile,
  chiSquareTail,
  normalCdf,
  normalQuantile,
  normalTwoSided,
  studentQuantile,
  studentTwoSided,
} from './index.ts';

test('tails keep their digits where a p-value is tiny', () => {
  // scipy 1.10.1: chi2.sf(200, 5), 2 t.sf(12, 7), 2 norm.sf(9).
  expect(chiSquareTail(200, 5) / 2.8406228986415534e-41).toBeCloseTo(1, 10);
  expect(studentTwoSided(12, 7) / 6.358310378185094e-6).toBeCloseTo(1, 10);
  expect(normalTwoSided(-9) / 2.2571768119076647e-19).toBeCloseTo(1, 10);
});

test('agree with scipy', () => {
  expect(binomialCdf(7, 40, 0.3)).toBeCloseTo(0.05528288715374277, 13);
  expect(betaQuantile(0.975, 4, 37)).toBeCloseTo(0.20386474873289895, 12);
});

test('quantiles undo distribution functions', () => {
  for (const p of [0.001, 0.2, 0.5, 0.9, 0.999]) {
    expect(normalCdf(normalQuantile(p))).toBeCloseTo(p, 12);
    expect(1 - chiSquareTail(chiSquareQuantile(p, 4), 4)).toBeCloseTo(p, 10);
    if (p > 0.5) expect(studentTwoSided(studentQuantile(p, 6), 6)).toBeCloseTo(2 * (1 - p), 10);
  }
});

test('a binomial count below none or beyond all is certain', () => {
  expect(binomialCdf(-1, 5, 0.2)).toBe(0);
  expect(binomialCdf(5, 5, 0.2)).toBe(1);
  expect(binomialCdf(2, 5, 1)).toBe(0);
  expect(binomialCdf(2, 5, 0)).toBe(1);
});

test('no degree of freedom leaves nothing to be surprised by', () => {
  expect(chiSquareTail(3, 0)).toBe(1);
});

test('the chi-square tail of many degrees of freedom is right, which that of @stdlib 0.3.1 is not', () => {
  // mpmath 1.2.1 with 40 digits, gammainc(v / 2, x / 2, regularized); @stdlib says .5038 for the fourth.
  const tails = [
    [500, 520, 0.25938948260764727],
    [1000, 1040, 0.1846911490987436],
    [2000, 2000, 0.4957947558197845],
    [10000, 10000, 0.49811936596618267],
    [10000, 10_232.6, 0.050830541739207216],
    [2000, 1400, 1.0],
    [2000, 2600, 1.8736155715785553e-18],
  ] as const;
  for (const [degrees, x, tail] of tails) expect(chiSquareTail(x, degrees) / tail).toBeCloseTo(1, 11);
  // scipy 1.10.1 gammaincc(5e8, 5e8), where mpmath does not get to.
  expect(chiSquareTail(1e9, 1e9)).toBeCloseTo(0.49999405291961274, 11);
});

test('the chi-square quantile of many degrees of freedom is that of scipy 1.10.1', () => {
  expect(chiSquareQuantile(0.95, 2_000) / 2105.154236164641).toBeCloseTo(1, 11);
  expect(chiSquareQuantile(0.5, 10_000) / 9999.333341235144).toBeCloseTo(1, 11);
  expect(chiSquareQuantile(0.999, 1e6) / 1004375.9487461417).toBeCloseTo(1, 11);
  expect(chiSquareQuantile(1.5, 1_000)).toBeNaN();
});

test('the chi-square tail falls with x without a step at the degrees of freedom where its formula changes', () => {
  for (const x of [400, 480, 500, 530, 650]) {
    const [before, after] = [chiSquareTail(x, 499.999_999), chiSquareTail(x, 500)];
    expect(after / before).toBeCloseTo(1, 6);
    expect(after).toBeGreaterThanOrEqual(before);
  }
});

test('the chi-square tail ends for what is no number, and beyond all numbers', () => {
  for (const degrees of [10, 1_000]) {
    expect(chiSquareTail(Number.NaN, degrees)).toBeNaN();
    expect(chiSquareTail(Infinity, degrees)).toBe(0);
    expect(chiSquareTail(1e300, degrees)).toBe(0);
  }
  for (const degrees of [Number.NaN, Infinity]) {
    expect(chiSquareTail(5, degrees)).toBeNaN();
    expect(chiSquareQuantile(0.5, degrees)).toBeNaN();
  }
});
