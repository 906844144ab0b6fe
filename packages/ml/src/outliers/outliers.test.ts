import { expect, test } from 'vitest';
import { createRandom } from '../random/index.ts';
import { extremeDeviatesTest, findSeasonalOutliers, robustZScores } from './index.ts';

function tell<T extends { status: string }>(result: T): Exclude<T, { status: 'insufficient_data' }> {
  if (result.status === 'insufficient_data') throw new Error('insufficient data');
  return result as Exclude<T, { status: 'insufficient_data' }>;
}

// B. Rosner (1983); NIST/SEMATECH e-Handbook of statistical methods, section 1.3.5.17.3.
const ROSNER = [
  ...[
    -0.25, 0.68, 0.94, 1.15, 1.2, 1.26, 1.26, 1.34, 1.38, 1.43, 1.49, 1.49, 1.55, 1.56, 1.58, 1.65, 1.69, 1.7,
  ],
  ...[
    1.76, 1.77, 1.81, 1.91, 1.94, 1.96, 1.99, 2.06, 2.09, 2.1, 2.14, 2.15, 2.23, 2.24, 2.26, 2.35, 2.37, 2.4,
  ],
  ...[
    2.47, 2.54, 2.62, 2.64, 2.9, 2.92, 2.92, 2.93, 3.21, 3.26, 3.3, 3.59, 3.68, 4.3, 4.64, 5.34, 5.42, 6.01,
  ],
];

test('finds the three outliers of Rosner, by the values that NIST prints', () => {
  const { outliers, steps } = tell(extremeDeviatesTest(ROSNER, { most: 10 }));
  expect(outliers.map((at) => ROSNER[at])).toEqual([6.01, 5.42, 5.34]);
  const statistics = [3.118, 2.942, 3.179, 2.81, 2.815, 2.848, 2.279, 2.31, 2.101, 2.067];
  const criticals = [3.158, 3.151, 3.143, 3.136, 3.128, 3.12, 3.111, 3.103, 3.094, 3.085];
  steps.forEach(({ statistic, critical }, at) => {
    expect(Math.abs(statistic - (statistics[at] ?? NaN))).toBeLessThan(0.001);
    expect(Math.abs(critical - (criticals[at] ?? NaN))).toBeLessThan(0.001);
  });
});

test.each([1e-300, 1e-160, 1e160, 1e300])('the ESD test finds the same at a scale of %d', (scale) => {
  const { steps } = tell(extremeDeviatesTest(ROSNER, { most: 10 }));
  const scaled = tell(
    extremeDeviatesTest(
      ROSNER.map((value) => scale * value),
      { most: 10 },
    ),
  );
  expect(scaled.outliers).toHaveLength(3);
  scaled.steps.forEach(({ at, statistic }, index) => {
    expect(at).toBe(steps[index]?.at);
    expect(statistic).toBeCloseTo(steps[index]?.statistic ?? NaN, 9);
  });
});

test('the ESD test cries wolf as seldom as it says', () => {
  const random = createRandom(17);
  let alarms = 0;
  for (let round = 0; round < 1_000; round++) {
    const sample = Array.from({ length: 40 }, () => random.normal());
    if (tell(extremeDeviatesTest(sample, { most: 3 })).outliers.length > 0) alarms += 1;
  }
  // 5% of 1,000, by 3 standard deviations of 7.
  expect(alarms).toBeGreaterThan(29);
  expect(alarms).toBeLessThan(71);
});

test('robust scores are those by hand, and stay finite where most values are the same', () => {
  // Median 12, distances 2 1 0 1 38, MAD 1.
  const { scores } = tell(robustZScores([10, 11, 12, 13, 50]));
  expect(scores[4]).toBeCloseTo(38 / 1.4826022185056018, 12);
  const same = tell(robustZScores([5, 5, 5, 5, 9]));
  expect(same.by).toBe('mean');
  expect(same.scores[4]).toBeCloseTo(4 / (1.2533141373155003 * 0.8), 12);
  expect(tell(robustZScores([7, 7, 7])).scores).toEqual(new Float64Array(3));
});

/** A month of weeks with a rising level, quiet noise, and 3 values that do not belong. */
function weeks() {
  const random = createRandom(5);
  const series = Array.from(
    { length: 140 },
    (_, day) => 100 + 40 * Math.sin((2 * Math.PI * day) / 7) + (day > 60 ? 80 : 0) + random.normal(),
  );
  for (const [day, by] of [
    [20, 15],
    [77, -20],
    [130, 12],
  ] as const)
    series[day] = (series[day] ?? 0) + by;
  return series;
}

test('finds what does not fit trend and season, which the plain test cannot see', () => {
  const series = weeks();
  const { outliers } = tell(
    findSeasonalOutliers(series, { period: 7, pieceLength: 28, alpha: 0.001, most: 40 }),
  );
  for (const day of [20, 77, 130]) expect(outliers.map(({ at }) => at)).toContain(day);
  expect(tell(extremeDeviatesTest(series)).outliers).toEqual([]);
  // Those of the piece in which the level jumps are all that is found beside them.
  expect(outliers.filter(({ at }) => at < 56 || at >= 84).map(({ at }) => at)).toEqual([20, 130]);
});

test('a series that repeats without fault has no outliers, and one that is too short is not tested', () => {
  const exact = Array.from({ length: 70 }, (_, day) => day % 7);
  expect(tell(findSeasonalOutliers(exact, { period: 7 })).outliers).toEqual([]);
  expect(findSeasonalOutliers([1, 2, 3], { period: 7 })).toEqual({
    status: 'insufficient_data',
    needed: 21,
    has: 3,
  });
  expect(extremeDeviatesTest([1])).toEqual({ status: 'insufficient_data', needed: 15, has: 1 });
  expect(robustZScores([1])).toEqual({ status: 'insufficient_data', needed: 3, has: 1 });
});

test('one value that is larger than all else by far does not hide the next', () => {
  const series = Array.from({ length: 30 }, (_, at) => (at === 4 ? 9 : at === 8 ? 1e300 : Math.sin(at)));
  expect(tell(extremeDeviatesTest(series, { most: 2 })).outliers).toEqual([8, 4]);
});

test('bad input is refused by name', () => {
  expect(() => robustZScores([1.7e308, -1.7e308, 0])).toThrow('needs values up to 1e307, got 1.7e+308 at 0');
  expect(() => robustZScores([1, NaN, 2])).toThrow('robustZScores needs finite values');
  expect(() => extremeDeviatesTest(ROSNER, { most: 27 })).toThrow('most is whole');
  expect(() => findSeasonalOutliers(ROSNER, { period: 7, pieceLength: 8 })).toThrow('at least two of them');
  expect(() => extremeDeviatesTest([...ROSNER, Infinity])).toThrow('finite');
});
