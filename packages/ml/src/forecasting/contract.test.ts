import { describe, expect, test } from 'vitest';
import { createRandom } from '../random/index.ts';
import {
  decomposeSeries,
  fitChanges,
  fitCombination,
  fitCroston,
  fitDrift,
  fitRegression,
  fitSeasonalNaive,
  fitSmoothing,
  fitSpread,
  fitTheta,
  fitTsb,
  forecast,
  forecastCombination,
  forecastRegression,
  selectSmoothing,
  type ForecastModel,
  type SmoothingForm,
} from './index.ts';

const HORIZON = 6;

type Tell = (series: ArrayLike<number>, period: number) => Float64Array;

const told =
  (fit: (series: ArrayLike<number>, options: { period: number }) => ForecastModel): Tell =>
  (series, period) =>
    forecast(fit(series, { period }), HORIZON);

const smoothing = (form: SmoothingForm): Tell =>
  told((series, options) => fitSmoothing(series, { ...options, form }));

/** Whether every third period is a pay day, for as long as is asked. */
const payDays = (length: number, from = 0) => ({
  names: ['is pay day'],
  columns: [Float64Array.from({ length }, (_, at) => ((from + at) % 3 === 0 ? 1 : 0))],
});

const methods: Record<string, Tell> = {
  'seasonal naive': told(fitSeasonalNaive),
  drift: told(fitDrift),
  'simple smoothing': smoothing({ error: 'additive', trend: 'none', season: 'none' }),
  Holt: smoothing({ error: 'additive', trend: 'additive', season: 'none' }),
  'damped trend': smoothing({ error: 'multiplicative', trend: 'damped', season: 'none' }),
  'additive Holt-Winters': smoothing({ error: 'additive', trend: 'damped', season: 'additive' }),
  'multiplicative Holt-Winters': smoothing({
    error: 'multiplicative',
    trend: 'additive',
    season: 'multiplicative',
  }),
  'chosen smoothing': told(selectSmoothing),
  theta: told(fitTheta),
  'optimised theta': told((series, options) => fitTheta(series, { ...options, isOptimised: true })),
  changes: told(fitChanges),
  Croston: told(fitCroston),
  TSB: told(fitTsb),
  combination: (series, period) => forecastCombination(fitCombination(series, { period }), HORIZON),
  regression: (series, period) =>
    forecastRegression(
      fitRegression(series, { period, regressors: payDays(series.length) }),
      payDays(HORIZON, series.length),
    ),
};

const months = (length: number, of: (at: number, normal: () => number) => number): number[] => {
  const random = createRandom(7);
  return Array.from({ length }, (_, at) => of(at, () => random.normal()));
};

/** What real ledgers have among the well behaved. */
const ledgers: Record<string, readonly number[]> = {
  'nothing at all': [],
  'one value': [120],
  'two values': [120, 80],
  'five values': [120, 80, 95, 130, 70],
  'all zeros': months(40, () => 0),
  'a constant': months(40, () => 49.99),
  'a constant loss': months(40, () => -850),
  'one purchase ever': months(40, (at) => (at === 17 ? 300 : 0)),
  'zeros, now and then a purchase': months(60, (at) => (at % 9 === 4 ? 20 + at : 0)),
  'zeros, then a habit': months(40, (at, normal) => (at < 30 ? 0 : 50 + normal())),
  'a habit, then zeros': months(40, (at, normal) => (at < 30 ? 50 + normal() : 0)),
  'net income around zero': months(40, (_, normal) => 200 * normal()),
  'savings that turn to debt': months(40, (at, normal) => 3000 - 180 * at + 90 * normal()),
  'prices that double each year': months(48, (at, normal) => 10 * 2 ** (at / 12) * Math.exp(0.05 * normal())),
  'prices that halve each quarter': months(40, (at) => 1e6 * 2 ** (-at / 3)),
  'a December each year': months(48, (at) => (at % 12 === 11 ? 900 : 100)),
  'plus and minus in turn': months(40, (at) => (at % 2 === 0 ? 500 : -500)),
  'a refund in a row of bills': months(40, (at, normal) => (at === 20 ? -4000 : 80 + 5 * normal())),
  'a house among groceries': months(40, (at, normal) => (at === 20 ? 4e5 : 80 + 5 * normal())),
  'a level that jumps': months(40, (at, normal) => (at < 25 ? 100 : 1500) + 5 * normal()),
  gaps: months(48, (at, normal) => (at % 5 === 2 || at % 7 === 3 ? NaN : 300 + 20 * normal())),
  'a year of gaps': months(60, (at, normal) => (at >= 24 && at < 36 ? NaN : 300 + 20 * normal())),
  'gaps at both ends': months(40, (at, normal) => (at < 5 || at > 35 ? NaN : 300 + 20 * normal())),
  'mostly gaps': months(40, (at) => (at % 3 === 0 ? 300 : NaN)),
  'nothing but gaps': months(40, () => NaN),
  'an infinity': [...months(40, () => 5), Infinity],
  'cents of a large budget': months(40, (at, normal) => 1e13 + 100 * at + 10 * normal()),
  'tiny amounts': months(40, (_, normal) => 1e-9 * (5 + normal())),
};

/** What came of it: the forecast, or the sentence of the refusal. */
function outcome(act: () => Float64Array): Float64Array | string {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return error.message;
  }
}

const cases = Object.entries(methods).flatMap(([method, tell]) =>
  Object.entries(ledgers).map(([ledger, series]) => ({ method, tell, ledger, series })),
);

describe.each([1, 12])('seasons of %i', (period) => {
  test.each(cases)('$method of $ledger: a finite forecast, or a reason', ({ tell, series }) => {
    const before = [...series];
    const said = outcome(() => tell(series, period));
    expect(outcome(() => tell(Float64Array.from(series), period))).toStrictEqual(said);
    expect(series).toStrictEqual(before);
    if (typeof said === 'string') {
      expect(said).toMatch(/^(the|a|more|multiplicative|intermittent) .* .*/);
      return;
    }
    expect(said).toHaveLength(HORIZON);
    const known = series.filter((value) => !Number.isNaN(value));
    const [least, most] = [Math.min(...known), Math.max(...known)];
    for (const value of said) {
      // No further off the ledger than twice its width or size.
      const reach = 2 * Math.max(most - least, Math.abs(most), Math.abs(least)) + 1e-6;
      expect(value).toBeGreaterThanOrEqual(least - reach);
      expect(value).toBeLessThanOrEqual(most + reach);
    }
  });

  test.each(Object.entries(ledgers))('the spread of %s is finite, unknown or refused', (_, series) => {
    const wanted = { period, horizon: HORIZON, risk: 0.1 };
    const said = outcome(() => {
      const spread = fitSpread(series, wanted);
      expect(fitSpread(series, wanted)).toStrictEqual(spread);
      if (spread.status === 'measured') return spread.halfWidths;
      expect(spread.needed).toBeGreaterThan(spread.has);
      return new Float64Array(1);
    });
    if (typeof said === 'string') expect(said).toMatch(/^(the series|more than half)/);
    else expect(said.every((width) => width >= 0 && Number.isFinite(width))).toBe(true);
  });
});

test.each(Object.entries(ledgers))(
  'the parts of %s are finite where it is known, or refused',
  (_, series) => {
    for (const isRobust of [false, true]) {
      const said = outcome(() => {
        const { trend, seasonal, remainder } = decomposeSeries(series, { period: 12, isRobust });
        return Float64Array.from(series, (value, at) =>
          Number.isNaN(value)
            ? 0
            : (trend[at] ?? NaN) + (seasonal[at] ?? NaN) + (remainder[at] ?? NaN) - value,
        );
      });
      if (typeof said === 'string') expect(said).toMatch(/^(the series|more than half)/);
      else
        said.forEach((off, at) =>
          expect(Math.abs(off)).toBeLessThan(1e-9 * Math.max(1, Math.abs(series[at] || 0))),
        );
    }
  },
);

/** Ledgers that only some methods can go on with. */
test.each([
  ['nothing at all', []],
  ['one value', ['seasonal naive']],
  [
    'two values',
    [
      'seasonal naive',
      'drift',
      'simple smoothing',
      'Holt',
      'damped trend',
      'chosen smoothing',
      'Croston',
      'TSB',
    ],
  ],
  ['mostly gaps', []],
  ['nothing but gaps', []],
  ['an infinity', []],
])('%s is refused by all but: %j', (ledger, able) => {
  const goOn = Object.entries(methods).filter(
    ([, tell]) => typeof outcome(() => tell(ledgers[ledger] ?? [], 1)) !== 'string',
  );
  expect(goOn.map(([name]) => name)).toEqual(able);
});

test('all other ledgers are gone on with by every method that is made for them', () => {
  const refused = cases
    .filter(({ series }) => series.filter((value) => !Number.isNaN(value)).length >= 20)
    .filter(({ ledger }) => ledger !== 'an infinity')
    .filter(({ tell, series }) => typeof outcome(() => tell(series, 12)) === 'string')
    .map(({ method, ledger, series }) => {
      const isPositive = series.every((value) => Number.isNaN(value) || value > 0);
      const isPaid = series.filter((value) => value > 0).length >= 2 && series.every((value) => !(value < 0));
      const wasMeant =
        ((method.startsWith('multiplicative') || method === 'damped trend') && !isPositive) ||
        (['Croston', 'TSB'].includes(method) && !isPaid);
      return wasMeant ? '' : `${method}: ${ledger}`;
    })
    .filter((reason) => reason !== '');
  expect(refused).toEqual([]);
});
