import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calendarRegressors, periodsAfter, type Calendar, type Periods } from '../calendar/index.ts';
import { createRandom } from '../random/index.ts';
import {
  fitCombination,
  fitRegression,
  fitSeasonalNaive,
  fitSpread,
  fitTheta,
  forecastCombination,
  forecastRegression,
} from './index.ts';
import { measureEffects } from './effects.ts';
import { selectColumns } from './select-columns.ts';

const CALENDAR: Calendar = {
  holidays: ['2025-12-25', '2025-12-26', '2026-01-01', '2026-04-03', '2026-04-06', '2026-05-01'],
  payDays: [{ kind: 'working day of month', place: -1 }],
};

/** Card spending by day: half as much again at weekends, more than twice as much in the three days from pay day on. */
function cardSpending(periods: Periods, seed: number): Float64Array {
  const { names, columns } = calendarRegressors(periods, CALENDAR);
  const column = (name: string, at: number) => columns[names.indexOf(name)]?.[at] ?? 0;
  const random = createRandom(seed);
  return Float64Array.from({ length: periods.count }, (_, at) => {
    const isWeekend = column('Saturdays', at) + column('Sundays', at) > 0;
    const isPaid =
      column('pay days', at) + column('first days after pay', at) + column('second days after pay', at);
    return 80 * (isWeekend ? 1.5 : 1) * (isPaid ? 2.2 : 1) * Math.exp(0.2 * random.normal());
  });
}

/** Mean absolute errors of four weeks, with the calendar and without it. */
function tell(seed: number): { with: number; without: number } {
  const known = { from: '2025-10-01', step: 'day', count: 240 } as const;
  const all = cardSpending({ ...known, count: 268 }, seed);
  const [series, truth] = [all.slice(0, 240), all.subarray(240)];
  const model = fitRegression(series, { period: 7, regressors: calendarRegressors(known, CALENDAR) });
  const said = forecastRegression(model, calendarRegressors(periodsAfter(known, 28), CALENDAR));
  const plain = forecastCombination(fitCombination(series, { period: 7 }), 28);
  const error = (values: Float64Array) =>
    values.reduce((sum, value, at) => sum + Math.abs(value - (truth[at] ?? 0)) / 28, 0);
  return { with: error(said), without: error(plain) };
}

describe('a regression on the calendar', () => {
  test('forecasts card spending with pay days better than the series alone', () => {
    const errors = [1, 2, 3, 4, 5].map(tell);
    const mean = (of: 'with' | 'without') => errors.reduce((sum, one) => sum + one[of] / 5, 0);
    expect(mean('with')).toBeLessThan(0.75 * mean('without'));
    errors.forEach((one) => expect(one.with).toBeLessThan(one.without));
  });

  test('finds the share that a pay day adds', () => {
    const periods = { from: '2024-01-01', step: 'day', count: 700 } as const;
    const regressors = calendarRegressors(periods, CALENDAR);
    const model = fitRegression(cardSpending(periods, 3), { period: 7, regressors, fitRemainder: fitTheta });
    const effect = (name: string) => Math.exp(model.coefficients[model.names.indexOf(name)] ?? 0);
    expect(model).toMatchObject({ isLog: true, share: 1 });
    for (const name of ['pay days', 'first days after pay', 'second days after pay']) {
      expect(effect(name)).toBeGreaterThan(2);
      expect(effect(name)).toBeLessThan(2.4);
    }
    // The days of the week are a season of seven days, and stay with it.
    expect(effect('Saturdays')).toBe(1);
  });

  test('has intervals that hold nine in ten of what comes', () => {
    let inside = 0;
    for (const seed of [1, 2]) {
      const days = { from: '2025-10-01', step: 'day', count: 268 } as const;
      const all = cardSpending(days, seed);
      const calendar = calendarRegressors(days, CALENDAR);
      const from = (first: number, last: number) => ({
        ...{ names: calendar.names, columns: calendar.columns.map((column) => column.subarray(first, last)) },
      });
      const forecastFrom = (origin: number, ahead: number) => {
        const options = { period: 7, regressors: from(0, origin), fitRemainder: fitTheta };
        const model = fitRegression(all.subarray(0, origin), options);
        return forecastRegression(model, from(origin, origin + ahead));
      };
      const spread = fitSpread(all.subarray(0, 240), { period: 7, horizon: 28, risk: 0.1, forecastFrom });
      if (spread.status !== 'measured') throw new Error(spread.status);
      forecastFrom(240, 28).forEach((value, at) => {
        if (Math.abs(value - (all[240 + at] ?? 0)) <= (spread.halfWidths[at] ?? 0)) inside += 1;
      });
    }
    expect(inside / 56).toBeGreaterThan(0.83);
    expect(inside / 56).toBeLessThan(0.99);
  });

  test('tells working days of a month, and pay days of a week', () => {
    for (const step of ['week', 'month'] as const) {
      const known = { from: '2020-06-01', step, count: 72 };
      const random = createRandom(8);
      const of = (periods: Periods) => calendarRegressors(periods, CALENDAR);
      const spent = ({ names, columns }: ReturnType<typeof of>) =>
        (columns[names.indexOf(step === 'week' ? 'pay days' : 'working days')] ?? new Float64Array(0)).map(
          (value) => -500 + 300 * value + 10 * random.normal(),
        );
      const options = { period: 1, regressors: of(known) };
      const ahead = of(periodsAfter(known, 12));
      const said = forecastRegression(fitRegression(spent(of(known)), options), ahead);
      spent(ahead).forEach((truth, at) => expect(Math.abs((said[at] ?? 0) - truth)).toBeLessThan(60));
    }
  });

  test('keeps of an effect what would have served in the last third: nothing once it has ended, half once it is half', () => {
    const isPaid = Float64Array.from({ length: 120 }, (_, at) => (at % 5 === 0 ? 1 : 0));
    const options = {
      period: 1,
      regressors: { names: ['is pay day'], columns: [isPaid] },
      fitRemainder: fitTheta,
    };
    for (const seed of [1, 2, 3]) {
      const shareOf = (before: number, after: number) => {
        const random = createRandom(seed);
        const series = isPaid.map(
          (paid, at) => 200 + (at < 70 ? before : after) * paid + 5 * random.normal(),
        );
        return fitRegression(series, options).share;
      };
      expect([shareOf(60, 0), shareOf(60, 30), shareOf(60, 60)]).toEqual([0, 0.5, 1]);
    }
  });

  test('leaves a series alone of which it tells nothing', () => {
    const random = createRandom(5);
    const periods = { from: '2026-01-01', step: 'day', count: 150 } as const;
    const regressors = calendarRegressors(periods, CALENDAR);
    let used = 0;
    for (let turn = 0; turn < 20; turn++) {
      const noise = Float64Array.from({ length: 150 }, () => random.normal());
      const model = fitRegression(noise, { period: 7, regressors, fitRemainder: fitSeasonalNaive });
      if (model.coefficients.some((coefficient) => coefficient !== 0)) used += 1;
    }
    expect(used).toBeLessThanOrEqual(4);
  });
});

describe('a regression', () => {
  const column = Float64Array.from({ length: 60 }, (_, at) => (at * 7919) % 13);
  const regressors = { names: ['x'], columns: [column] };
  const series = Float64Array.from(
    { length: 60 },
    (_, at) => 5 * Math.sin(at / 5) + 2 * (column[at] ?? 0) - 20 + 0.01 * ((at * 31) % 7),
  );
  const ahead = { names: ['x'], columns: [Float64Array.of(0, 12, 5)] };

  test('adds as much to a coefficient as of a column is added to the series', () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 50, noNaN: true }), (more) => {
        const higher = series.map((value, at) => value + more * (column[at] ?? 0) - 20 * more);
        const [one, two] = [series, higher].map((of) => fitRegression(of, { period: 1, regressors }));
        expect((two?.coefficients[0] ?? 0) - (one?.coefficients[0] ?? 0)).toBeCloseTo(more, 8);
      }),
      { numRuns: 10 },
    );
  });

  test('skips what is missing, at the start too', () => {
    const gappy = series.map((value, at) => (at < 4 || at % 9 === 5 ? NaN : value));
    const model = fitRegression(gappy, { period: 1, regressors });
    expect(Math.abs((model.coefficients[0] ?? 0) - 2)).toBeLessThan(0.1);
  });

  test('leaves out a column that is there twice, or constant', () => {
    const twice = { names: ['x', 'again', 'one'], columns: [column, column, new Float64Array(60).fill(1)] };
    const { coefficients } = fitRegression(series, { period: 1, regressors: twice });
    expect(coefficients[0]).toBeCloseTo(
      fitRegression(series, { period: 1, regressors }).coefficients[0] ?? 0,
      9,
    );
    expect([coefficients[1], coefficients[2]]).toEqual([0, 0]);
  });

  test('has a model that is plain data, and says the same each time', () => {
    const before = structuredClone({ series, regressors });
    const model = fitRegression(series, { period: 12, regressors });
    expect(fitRegression([...series], { period: 12, regressors })).toStrictEqual(model);
    expect(forecastRegression(structuredClone(model), ahead)).toStrictEqual(forecastRegression(model, ahead));
    expect({ series, regressors }).toStrictEqual(before);
  });

  test('refuses regressors that are not those of the series', () => {
    const fit = (names: string[], columns: Float64Array[]) =>
      fitRegression(series, { period: 1, regressors: { names, columns } });
    expect(() => fit(['x'], [column.slice(1)])).toThrow('regressor x needs 60 values, it has 59');
    expect(() => fit(['x'], [])).toThrow('1 names for 0 regressors');
    expect(() => fit([], [])).toThrow('a regression needs a regressor');
    expect(() => fit(['x'], [column.with(3, NaN)])).toThrow('regressor x is NaN at 3');
    const model = fit(['x'], [column]);
    expect(() => forecastRegression(model, { names: ['y'], columns: ahead.columns })).toThrow(
      'the regressors are x, got y',
    );
    expect(() => forecastRegression(model, { names: ['x'], columns: [new Float64Array(0)] })).toThrow(
      'a horizon',
    );
    expect(() => forecastRegression(model, { names: ['x'], columns: [Float64Array.of(1, 1e308)] })).toThrow(
      '2 periods ahead is not finite',
    );
  });
});

describe('values of other programs', () => {
  test('are met by least squares: numpy 1.24.2', () => {
    // numpy.linalg.lstsq of y on 1, 0 .. 11, a and b.
    const a = Float64Array.of(1, 0, 2, 5, 3, 1, 4, 2, 6, 0, 3, 5);
    const b = Float64Array.of(0, 3, 1, 1, 4, 2, 0, 5, 2, 3, 1, 4);
    const y = Float64Array.of(2, -1, 3, 8, 3, 1, 7, 1, 9, -1, 5, 6);
    const forced = [new Float64Array(12).fill(1), Float64Array.from({ length: 12 }, (_, at) => at)];
    const { coefficients } = selectColumns(y, { forced, candidates: [a, b] });
    expect(coefficients[0]).toBeCloseTo(1.5637265253885826, 12);
    expect(coefficients[1]).toBeCloseTo(-0.5849245988229937, 12);
  });

  test('are met by a level that moves: statsmodels 0.13.5', () => {
    // SARIMAX(y, exog=x, order=(0, 1, 1), trend='c').fit(): x 1.90419, MA -.3988, which is 1 less the rate of smoothing.
    const x = Float64Array.from({ length: 60 }, (_, at) => (at * 7919) % 13);
    const random = createRandom(11);
    let level = -40;
    const series = x.map((value) => {
      level += 3 * random.normal();
      return level + 2 * value + 3 * random.normal();
    });
    const { coefficients, alpha } = measureEffects(series, [x], 1);
    expect(coefficients[0]).toBeCloseTo(1.90419, 3);
    expect(alpha).toBe(0.6);
  });
});

test('one of a dozen columns of noise is seldom taken, though the best of them is looked for', () => {
  let taken = 0;
  for (let seed = 0; seed < 100; seed++) {
    const random = createRandom(seed);
    const column = () => Float64Array.from({ length: 60 }, () => random.normal());
    const { coefficients } = selectColumns(column(), {
      forced: [new Float64Array(60).fill(1)],
      candidates: Array.from({ length: 12 }, column),
    });
    if (coefficients.some((coefficient) => coefficient !== 0)) taken += 1;
  }
  // 12 P(chi2_1 > 2 + 2 ln 12) is .10; without the search's share it were .87.
  expect(taken).toBeLessThanOrEqual(20);
});
