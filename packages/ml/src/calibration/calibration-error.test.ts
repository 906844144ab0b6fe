import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expectedCalibrationError, shareAtPrecision, type Judged } from './index.ts';

const many = (n: number, confidence: number, right: number): Judged[] =>
  Array.from({ length: n }, (_, index) => ({ confidence, isRight: index < right }));

test('is the distance between what is said and what is so', () => {
  // By hand: 15 predictions at .8, one a bin, 12 right: (12 x .2 + 3 x .8) / 15.
  expect(expectedCalibrationError(many(15, 0.8, 12))).toBeCloseTo(0.32, 12);
  // All sure and right; all sure and wrong.
  expect(expectedCalibrationError(many(30, 1, 30))).toBe(0);
  expect(expectedCalibrationError(many(30, 1, 0))).toBeCloseTo(1, 12);
});

test('lies between 0 and 1 whatever the order', () => {
  const judged = fc.record({ confidence: fc.double({ min: 0, max: 1, noNaN: true }), isRight: fc.boolean() });
  fc.assert(
    fc.property(fc.array(judged, { minLength: 1 }), (predictions) => {
      const error = expectedCalibrationError(predictions);
      expect(error).toBeGreaterThanOrEqual(0);
      expect(error).toBeLessThanOrEqual(1 + 1e-12);
    }),
  );
});

test('no prediction has no calibration', () => {
  expect(() => expectedCalibrationError([])).toThrow(RangeError);
});

test('takes as many as stay precise enough, equals together', () => {
  const judged = [...many(6, 0.9, 6), ...many(4, 0.5, 2)];
  expect(shareAtPrecision(judged, 0.95)).toBe(0.6);
  expect(shareAtPrecision(judged, 0.8)).toBe(1);
  expect(shareAtPrecision(many(4, 0.9, 2), 0.95)).toBe(0);
  expect(shareAtPrecision([], 0.95)).toBe(0);
});
