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
