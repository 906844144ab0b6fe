import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../random/index.ts';
import { decomposeSeries } from './index.ts';
import { golden } from './stl.golden.ts';

/** Months with a line, a season of one sine, and noise. */
function seriesOf(length: number, { noise = 0, seed = 1 } = {}): Float64Array {
  const random = createRandom(seed);
  return Float64Array.from(
    { length },
    (_, at) => 50 + 0.5 * at + 20 * Math.sin((at * Math.PI) / 6) + noise * random.normal(),
  );
}

/** The largest difference. */
const apart = (a: Float64Array, b: Float64Array) =>
  a.reduce((most, value, at) => Math.max(most, Math.abs(value - (b[at] ?? NaN))), 0);

test.each(golden)('gives what statsmodels gives: $call', ({ options, series, trend, seasonal, weights }) => {
  const parts = decomposeSeries(series, options);
  expect(apart(trend, parts.trend)).toBeLessThan(1e-6);
  expect(apart(seasonal, parts.seasonal)).toBeLessThan(1e-6);
  expect(apart(weights, parts.weights)).toBeLessThan(1e-6);
});

test('parts together are the series, the same each time, and the series stays as it was', () => {
  const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 9, maxLength: 40 });
  fc.assert(
    fc.property(values, fc.boolean(), (series, isRobust) => {
      const before = [...series];
      const parts = decomposeSeries(series, { period: 4, isRobust });
      expect(decomposeSeries(series, { period: 4, isRobust })).toStrictEqual(parts);
      expect(series).toStrictEqual(before);
      series.forEach((value, at) => {
        const sum = (parts.trend[at] ?? NaN) + (parts.seasonal[at] ?? NaN) + (parts.remainder[at] ?? NaN);
        expect(Math.abs(sum - value)).toBeLessThan(1e-8);
      });
    }),
    { numRuns: 50 },
  );
});

test('ten times the series and a thousand more has ten times the parts', () => {
  const series = seriesOf(48, { noise: 3 });
  const parts = decomposeSeries(series, { period: 12 });
  const more = decomposeSeries(
    series.map((value) => 10 * value + 1000),
    { period: 12 },
  );
  expect(
    apart(
      more.seasonal,
      parts.seasonal.map((value) => 10 * value),
    ),
  ).toBeLessThan(1e-9);
  expect(
    apart(
      more.trend,
      parts.trend.map((value) => 10 * value + 1000),
    ),
  ).toBeLessThan(1e-9);
});

test('a line with a season is told apart from it to the last digits', () => {
  const { trend, remainder } = decomposeSeries(seriesOf(60), { period: 12 });
  trend.forEach((value, at) => expect(value).toBeCloseTo(50 + 0.5 * at, 1));
  remainder.forEach((value) => expect(Math.abs(value)).toBeLessThan(0.1));
  const constant = decomposeSeries(new Float64Array(30).fill(7), { period: 12, isRobust: true });
  constant.trend.forEach((value) => expect(value).toBeCloseTo(7, 9));
  constant.seasonal.forEach((value) => expect(value).toBeCloseTo(0, 9));
});

test('outliers stay out of trend and seasons where they are asked to', () => {
  const clean = seriesOf(72, { noise: 1 });
  const spoiled = clean.slice();
  for (const at of [10, 31, 50]) spoiled[at] = 1000;
  const off = (isRobust: boolean) => {
    const { trend, seasonal } = decomposeSeries(spoiled, { period: 12, isRobust });
    const right = decomposeSeries(clean, { period: 12 });
    return apart(trend, right.trend) + apart(seasonal, right.seasonal);
  };
  expect(off(true)).toBeLessThan(8);
  expect(off(false)).toBeGreaterThan(100);
  const { weights, remainder } = decomposeSeries(spoiled, { period: 12, isRobust: true });
  expect([weights[10], weights[31], weights[50]]).toEqual([0, 0, 0]);
  expect(remainder[31]).toBeGreaterThan(900);
});

describe('missing values', () => {
  const whole = seriesOf(72, { noise: 1 });
  const gappy = whole.map((value, at) => (at < 3 || at % 9 === 4 || (at > 30 && at < 36) ? NaN : value));

  test('weigh nothing: trend and seasons run through them, near those of the whole series', () => {
    const parts = decomposeSeries(gappy, { period: 12 });
    const right = decomposeSeries(whole, { period: 12 });
    for (let at = 3; at < 72; at++) {
      const difference =
        (parts.trend[at] ?? NaN) +
        (parts.seasonal[at] ?? NaN) -
        (right.trend[at] ?? 0) -
        (right.seasonal[at] ?? 0);
      expect(Math.abs(difference)).toBeLessThan(4);
      expect(Number.isNaN(parts.remainder[at])).toBe(Number.isNaN(gappy[at]));
      expect(parts.weights[at]).toBe(Number.isNaN(gappy[at]) ? 0 : 1);
    }
  });

  test('before the first value have no parts', () => {
    const { trend, seasonal, remainder, weights } = decomposeSeries(gappy, { period: 12, isRobust: true });
    for (const part of [trend, seasonal, remainder]) {
      expect(part).toHaveLength(72);
      expect([...part.subarray(0, 3)]).toEqual([NaN, NaN, NaN]);
    }
    expect([...weights.subarray(0, 3)]).toEqual([0, 0, 0]);
  });
});

test.each([
  [seriesOf(24), { period: 12 }, 'the series needs 25 values, it has 24'],
  [[], { period: 12 }, 'the series needs 25 values, it has 0'],
  [seriesOf(60).map((value, at) => (at % 5 < 3 && at > 0 ? NaN : value)), { period: 4 }, 'more than half'],
  [[...seriesOf(30), Infinity], { period: 12 }, 'infinite at 30'],
  [seriesOf(60), { period: 1 }, 'a season to be found has 2 .. 366 periods, got 1'],
  [seriesOf(60), { period: 12, seasonalSpan: 8 }, 'the span of seasons is odd and at least 3, got 8'],
  [seriesOf(60), { period: 12, trendSpan: 11 }, 'odd and more than a season, got 11'],
] as const)('refuses what has no seasons to be found: %#', (series, options, reason) => {
  expect(() => decomposeSeries(series, options)).toThrow(reason);
});
