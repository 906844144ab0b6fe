import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRandom } from '../random/index.ts';
import {
  calibrationErrorInterval,
  expectedCalibrationError,
  shareAtPrecision,
  type Judged,
} from './index.ts';

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

test('the interval of the error holds the truth about as often as it says, for what is calibrated and what is not', () => {
  for (const off of [0, 0.03, 0.06, 0.1]) {
    const random = createRandom(8);
    let [holds, nearer] = [0, 0];
    for (let round = 0; round < 100; round++) {
      const judged = Array.from({ length: 300 }, () => {
        const confidence = 0.5 + 0.4 * random.uniform();
        return { confidence: confidence + off, isRight: random.uniform() < confidence };
      });
      const found = calibrationErrorInterval(judged, { random, bins: 10, draws: 100 });
      if (found.status !== 'estimated') throw new Error(found.status);
      nearer += Math.abs(found.corrected - off) <= Math.abs(found.estimate - off) ? 1 : -1;
      if (found.low <= off && off <= found.high) holds += 1;
    }
    expect.soft([off, holds, nearer]).toEqual([]);
  }
});

test('the error is told by the bins that are asked for, and its interval not for fewer predictions than bins', () => {
  // One bin: 15 predictions at .8, 12 right.
  expect(expectedCalibrationError(many(15, 0.8, 12), 1)).toBeCloseTo(0, 12);
  const random = createRandom(1);
  expect(calibrationErrorInterval(many(14, 0.8, 12), { random })).toEqual({
    ...{ status: 'insufficient_data', needed: 15, has: 14 },
  });
  expect(() => expectedCalibrationError(many(15, 0.8, 12), 0)).toThrow('bins is whole');
  expect(() => calibrationErrorInterval([{ confidence: NaN, isRight: true }], { random })).toThrow(
    'prediction 0 is NaN',
  );
});
