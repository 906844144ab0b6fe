import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../random/index.ts';
import {
  calibrationErrorInterval,
  equalMassCuts,
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

test('what is no confidence is refused, by its place', () => {
  const judged = [...many(2, 0.5, 1), ...many(1, NaN, 1)];
  expect(() => expectedCalibrationError(judged)).toThrow('the confidence of prediction 2 is NaN');
  expect(() => expectedCalibrationError(many(1, 1e300, 1))).toThrow('prediction 0 is 1e+300');
  expect(() => shareAtPrecision(judged, 0.9)).toThrow('the confidence of prediction 2 is NaN');
  expect(() => shareAtPrecision(many(1, 0.5, 1), NaN)).toThrow('a precision is in [0, 1], got NaN');
});

test('takes as many as stay precise enough, equals together', () => {
  const judged = [...many(6, 0.9, 6), ...many(4, 0.5, 2)];
  expect(shareAtPrecision(judged, 0.95)).toBe(0.6);
  expect(shareAtPrecision(judged, 0.8)).toBe(1);
  expect(shareAtPrecision(many(4, 0.9, 2), 0.95)).toBe(0);
  expect(shareAtPrecision([], 0.95)).toBe(0);
});

test('bins of equal mass hold every row once, and sizes that differ by one', () => {
  expect(equalMassCuts(5, 3)).toEqual([
    [0, 1],
    [1, 3],
    [3, 5],
  ]);
  fc.assert(
    fc.property(fc.nat(1000), fc.integer({ min: 1, max: 40 }), (n, bins) => {
      const cuts = equalMassCuts(n, bins);
      expect(cuts.flatMap(([from, to]) => Array.from({ length: to - from }, (_, at) => from + at))).toEqual(
        Array.from({ length: n }, (_, at) => at),
      );
      const sizes = cuts.map(([from, to]) => to - from);
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
    }),
  );
  expect(() => equalMassCuts(5, 0)).toThrow('0 bins');
});

describe('the interval of the calibration error', () => {
  /** Confidences of .3 to 1, each right as often as it says, less `off`. */
  const draw = (n: number, seed: number, off: number): Judged[] => {
    const random = createRandom(seed);
    return Array.from({ length: n }, () => {
      const confidence = 0.3 + 0.7 * random.uniform();
      return { confidence, isRight: random.uniform() < confidence - off };
    });
  };
  const of = (judged: readonly Judged[], options = {}) => {
    const found = calibrationErrorInterval(judged, options);
    if (found.status !== 'estimated') throw new Error('there were too few');
    return found;
  };

  test.each([0, 0.05, 0.2])('holds the error of %d nineteen times in twenty, near 0 too', (off) => {
    let [held, corrected, plugIn] = [0, 0, 0];
    for (let seed = 0; seed < 60; seed++) {
      const found = of(draw(600, seed, off));
      if (found.low <= off && off <= found.high) held += 1;
      corrected += Math.abs(found.corrected - off) / 60;
      plugIn += Math.abs(found.error - off) / 60;
      expect(found.error).toBeCloseTo(expectedCalibrationError(draw(600, seed, off)), 12);
    }
    // 53 of 60 is what an interval of 95 % falls below in one run of a hundred.
    expect(held).toBeGreaterThanOrEqual(53);
    expect(corrected).toBeLessThanOrEqual(plugIn * (off === 0 ? 0.6 : 1.1));
  });

  test('begins at 0 for what is calibrated, above for what is not, and narrows', () => {
    expect(of(draw(2_000, 1, 0)).low).toBe(0);
    expect(of(draw(2_000, 1, 0)).high).toBeLessThan(0.06);
    const [few, many] = [of(draw(500, 1, 0.1)), of(draw(20_000, 1, 0.1))];
    expect(many.low).toBeGreaterThan(0.08);
    expect(many.high).toBeLessThan(0.12);
    expect(many.high - many.low).toBeLessThan((few.high - few.low) / 2);
    const wider = of(draw(500, 1, 0.1), { confidence: 0.99 });
    expect(wider.low).toBeLessThanOrEqual(few.low);
    expect(wider.high).toBeGreaterThan(few.high);
  });

  test('ends where its sentences say, by draws of its own', () => {
    const judged = draw(900, 1, 0.02).sort((a, b) => a.confidence - b.confidence);
    const bins = Array.from({ length: 15 }, (_, bin) => {
      const rows = judged.slice(60 * bin, 60 * bin + 60);
      const likely = (rows.filter(({ isRight }) => isRight).length + 1) / 62;
      const excess = rows.reduce((sum, row) => sum + row.confidence - (row.isRight ? 1 : 0), 0) / 60;
      return { excess, deviation: Math.sqrt((likely * (1 - likely)) / 60) };
    });
    // No bin is so far off that its sign would be sure: Phi^-1(1 - .025 / 15) is 2.93.
    expect(bins.every(({ excess, deviation }) => Math.abs(excess) < 2.93 * deviation)).toBe(true);
    const { error, low } = of(judged, { confidence: 0.5 });
    const { high } = of(judged);
    const unit = bins.reduce((sum, { deviation }) => sum + deviation / 15, 0);
    const random = createRandom(99);
    let [addedMore, shownLess] = [0, 0];
    const draws = 10_000;
    for (let turn = 0; turn < draws; turn++) {
      let [added, shown] = [0, 0];
      for (const { deviation } of bins) {
        const noise = random.normal();
        added += (deviation * Math.abs(noise)) / 15;
        shown += (deviation * Math.abs(noise + high / unit)) / 15;
      }
      if (added > error - low) addedMore += 1;
      if (shown < error) shownLess += 1;
    }
    // Low at 50 %: .45 of that; high at 95 %: half of 5 %. Three deviations of both samples of draws.
    expect(low).toBeGreaterThan(0);
    expect(Math.abs(addedMore / draws - 0.225)).toBeLessThan(0.025);
    expect(Math.abs(shownLess / draws - 0.025)).toBeLessThan(0.009);
  });

  test('is the same for the same seed, and leaves the predictions as they are', () => {
    const judged = draw(500, 3, 0.1);
    const before = structuredClone(judged);
    expect(of(judged, { seed: 4 })).toEqual(of(judged, { seed: 4 }));
    expect(of(judged, { seed: 4 })).not.toEqual(of(judged, { seed: 5 }));
    expect(judged).toEqual(before);
  });

  test('is not said of fewer than 450, and not of what is no confidence', () => {
    expect(calibrationErrorInterval(draw(449, 1, 0))).toEqual({
      ...{ status: 'insufficient_data', needed: 450, has: 449 },
    });
    expect(() => calibrationErrorInterval(many(450, 1.2, 3))).toThrow('prediction 0 is 1.2');
    expect(() => calibrationErrorInterval(many(450, 0.5, 3), { confidence: 1 })).toThrow('got 1');
  });

  test('stays within 0 and 1 where all are right or all are wrong', () => {
    const sure = of(many(500, 1, 500));
    expect(sure.low).toBe(0);
    expect(sure.high).toBeLessThan(0.05);
    const wrong = of(many(500, 1, 0));
    expect(wrong.low).toBeGreaterThan(0.95);
    expect(wrong.high).toBe(1);
  });
});
