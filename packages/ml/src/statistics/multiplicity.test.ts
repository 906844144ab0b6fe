import fc from 'fast-check';
import { expect, test } from 'vitest';
import { benjaminiHochberg, holm, leastEvidence } from './index.ts';

test('agree with statsmodels 0.13.5 multipletests, in the order given', () => {
  const pValues = [0.01, 0.04, 0.03, 0.005, 0.55, 0.6];
  const [byRate, byFamily] = [benjaminiHochberg(pValues), holm(pValues)];
  [0.03, 0.06, 0.06, 0.03, 0.6, 0.6].forEach((value, index) => expect(byRate[index]).toBeCloseTo(value, 12));
  [0.05, 0.12, 0.12, 0.03, 1, 1].forEach((value, index) => expect(byFamily[index]).toBeCloseTo(value, 12));
});

test('adjusting never lowers a p-value, and keeps their order', () => {
  const pValues = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 });
  fc.assert(
    fc.property(pValues, (given) => {
      for (const adjusted of [benjaminiHochberg(given), holm(given)]) {
        given.forEach((p, index) => {
          expect(adjusted[index]).toBeGreaterThanOrEqual(p - 1e-15);
          given.forEach((other, at) => {
            if (p < other) expect(adjusted[index]).toBeLessThanOrEqual((adjusted[at] ?? 0) + 1e-15);
          });
        });
      }
    }),
  );
});

test('refuses what is no probability', () => {
  expect(() => holm([0.5, -0.1])).toThrow(RangeError);
  expect(() => benjaminiHochberg([Number.NaN])).toThrow(RangeError);
});

test('e-values are taken down to where all of them together hold the rate', () => {
  const logs = [500, 300, 90, 10].map(Math.log);
  // m / (rate k): 500, 250, 167 and 125 for k of 1 to 4 with 25 tests at a rate of .05.
  expect(Math.exp(leastEvidence(logs, { tests: 25, rate: 0.05 }))).toBeCloseTo(300, 9);
  expect(leastEvidence(logs, { tests: 1_000, rate: 0.05 })).toBe(Infinity);
  expect(leastEvidence([], { tests: 0, rate: 0.05 })).toBe(Infinity);
  expect(() => leastEvidence(logs, { tests: 3, rate: 0.05 })).toThrow('got 3 for 4');
  expect(() => leastEvidence(logs, { tests: 4, rate: 0 })).toThrow('got 0');
});
