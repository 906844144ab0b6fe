import {
  calendarRegressors,
  periodsAfter,
  sumByPeriod,
  type Calendar,
  type Periods,
} from '@steward/ml/calendar';
import {
  fitCombination,
  fitRegression,
  forecastCombination,
  forecastRegression,
} from '@steward/ml/forecasting';
import type { Figure } from '../bench.ts';
import { hasTransactions, readTransactions, transactionSets } from '../transactions.ts';

/** Bank holidays of England, 2013 to 2022, as published at gov.uk/bank-holidays. */
const HOLIDAYS = `
2013-01-01 2013-03-29 2013-04-01 2013-05-06 2013-05-27 2013-08-26 2013-12-25 2013-12-26
2014-01-01 2014-04-18 2014-04-21 2014-05-05 2014-05-26 2014-08-25 2014-12-25 2014-12-26
2015-01-01 2015-04-03 2015-04-06 2015-05-04 2015-05-25 2015-08-31 2015-12-25 2015-12-28
2016-01-01 2016-03-25 2016-03-28 2016-05-02 2016-05-30 2016-08-29 2016-12-26 2016-12-27
2017-01-02 2017-04-14 2017-04-17 2017-05-01 2017-05-29 2017-08-28 2017-12-25 2017-12-26
2018-01-01 2018-03-30 2018-04-02 2018-05-07 2018-05-28 2018-08-27 2018-12-25 2018-12-26
2019-01-01 2019-04-19 2019-04-22 2019-05-06 2019-05-27 2019-08-26 2019-12-25 2019-12-26
2020-01-01 2020-04-10 2020-04-13 2020-05-08 2020-05-25 2020-08-31 2020-12-25 2020-12-28
2021-01-01 2021-04-02 2021-04-05 2021-05-03 2021-05-31 2021-08-30 2021-12-27 2021-12-28
2022-01-03 2022-04-15 2022-04-18 2022-05-02 2022-06-02 2022-06-03 2022-08-29 2022-09-19 2022-12-26 2022-12-27`;

/** That people are paid on the last working day of a month is a guess; nothing in the ledgers says so. */
const CALENDAR: Calendar = {
  holidays: HOLIDAYS.trim().split(/\s+/),
  payDays: [{ kind: 'working day of month', place: -1 }],
};

interface Plan {
  step: Periods['step'];
  /** Of a season. */
  period: number;
  horizon: number;
  /** How many forecasts from the end of the series, one horizon apart. */
  origins: number;
}

const PLANS: readonly Plan[] = [
  { step: 'day', period: 7, horizon: 14, origins: 26 },
  { step: 'week', period: 1, horizon: 4, origins: 13 },
  { step: 'month', period: 12, horizon: 3, origins: 6 },
];

/** Whole periods between the first and last row. */
function periodsOf(first: string, last: string, step: Periods['step']): Periods {
  const monthAfter = (date: string) =>
    periodsAfter({ from: `${date.slice(0, 7)}-01`, step: 'month', count: 1 }, 1).from;
  const from = step === 'month' && !first.endsWith('-01') ? monthAfter(first) : first;
  let count = 1;
  // The last period is there if all of it lies before the last row.
  while (periodsAfter({ from, step, count: count + 1 }, 1).from <= last) count += 1;
  return { from, step, count };
}

interface Errors {
  without: number;
  with: number;
  truth: number;
  n: number;
}

/** Sums of absolute errors of the combination alone, and of the regression with the combination for the rest. */
function rollOrigins(series: Float64Array, periods: Periods, { period, horizon, origins }: Plan): Errors {
  const errors: Errors = { without: 0, with: 0, truth: 0, n: 0 };
  for (let turn = origins; turn >= 1; turn--) {
    const known = series.subarray(0, series.length - turn * horizon);
    const now = { ...periods, count: known.length };
    const truth = series.subarray(known.length, known.length + horizon);
    const plain = forecastCombination(fitCombination(known, { period }), horizon);
    const model = fitRegression(known, { period, regressors: calendarRegressors(now, CALENDAR) });
    const said = forecastRegression(model, calendarRegressors(periodsAfter(now, horizon), CALENDAR));
    truth.forEach((value, at) => {
      errors.without += Math.abs(value - (plain[at] ?? 0));
      errors.with += Math.abs(value - (said[at] ?? 0));
      errors.truth += Math.abs(value);
    });
    errors.n += horizon;
  }
  return errors;
}

/**
 * What was spent, and how often, by day, week and month of real ledgers, told from what came before with and without the
 * calendar: sums of absolute errors over sums of the truths.
 */
export async function measureCalendarEffects(): Promise<Figure[]> {
  if (!hasTransactions()) {
    process.stdout.write('There are no transactions: effects of the calendar are left out.\n');
    return [];
  }
  const figures: Figure[] = [];
  for (const set of transactionSets) {
    const rows = await readTransactions(set);
    const dates = rows.map(({ row }) => row.date);
    const measures = { spent: rows.map(({ row }) => row.amount / 100), purchases: rows.map(() => 1) };
    for (const [measure, amounts] of Object.entries(measures)) {
      for (const plan of PLANS) {
        const periods = periodsOf(dates[0] ?? '', dates.at(-1) ?? '', plan.step);
        const errors = rollOrigins(sumByPeriod({ dates, amounts }, periods), periods, plan);
        figures.push({
          ...{ id: `calendar.${set.name}.${plan.step}.${measure}`, value: errors.with / errors.truth },
          ...{ unit: 'of the truth', better: 'lower', n: errors.n },
          ...{ baseline: errors.without / errors.truth, baselineName: 'without the calendar' },
        });
      }
    }
  }
  return figures;
}
