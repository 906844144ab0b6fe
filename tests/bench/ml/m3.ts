import { fitCombination, fitSpread, fitTheta, forecast, forecastCombination } from '@steward/ml/forecasting';
import { parse } from 'csv-parse/sync';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Figure } from '../bench.ts';

// The M3 competition by its own split: the last 18 months, 8 quarters, 6 years, 8 others are to be told from what came
// before. sMAPE = mean of 200 |y - f| / (|y| + |f|) over the periods, then over the series; MASE divides by the mean
// absolute change from one season to the next in the part that is known.

const shared = process.env.STEWARD_SHARED ?? resolve(import.meta.dirname, '../../../../shared');
const folder = join(shared, 'data', 'forecast');

const RISK = 0.1;
const PERIODS = { yearly: 1, quarterly: 4, other: 1, monthly: 12 };

interface Series {
  train: number[];
  test: number[];
}

function readRecords(file: string): Record<string, string>[] {
  const bytes = readFileSync(join(folder, file));
  return parse(file.endsWith('.gz') ? gunzipSync(bytes) : bytes, { columns: true });
}

function readSeries(frequency: string): Series[] {
  const all = new Map<string, Series>();
  for (const { id = '', split, value } of readRecords(`m3_${frequency}.csv.gz`)) {
    const series = all.get(id) ?? { train: [], test: [] };
    all.set(id, series);
    series[split === 'train' ? 'train' : 'test'].push(Number(value));
  }
  return [...all.values()];
}

type Published = Record<'smape' | 'mase', number>;

function readPublished(frequency: string): Map<string, Published> {
  const ofFrequency = readRecords('m3_published_method_scores.csv').filter(
    ({ period }) => period?.toLowerCase() === frequency,
  );
  return new Map(
    ofFrequency.map(({ method = '', sMAPE, MASE }) => [method, { smape: Number(sMAPE), mase: Number(MASE) }]),
  );
}

/** Scores of one way of forecasting, summed over series. */
class Score {
  smape = 0;
  mase = 0;

  add({ train, test }: Series, said: Float64Array, period: number): void {
    let change = 0;
    for (let at = period; at < train.length; at++) {
      change += Math.abs((train[at] ?? 0) - (train[at - period] ?? 0)) / (train.length - period);
    }
    test.forEach((truth, ahead) => {
      const error = Math.abs(truth - (said[ahead] ?? 0));
      this.smape += (200 * error) / (Math.abs(truth) + Math.abs(said[ahead] ?? 0)) / test.length;
      this.mase += error / change / test.length;
    });
  }
}

interface Told {
  combined: Score;
  theta: Score;
  /** Truths inside of the intervals around the combination, and all that have one. */
  inside: number;
  spread: number;
  seconds: number;
}

function tell(all: readonly Series[], period: number): Told {
  const told: Told = { combined: new Score(), theta: new Score(), inside: 0, spread: 0, seconds: 0 };
  const startedAt = performance.now();
  for (const series of all) {
    const horizon = series.test.length;
    const said = forecastCombination(fitCombination(series.train, { period }), horizon);
    told.combined.add(series, said, period);
    told.theta.add(series, forecast(fitTheta(series.train, { period }), horizon), period);
    const spread = fitSpread(series.train, { period, horizon, risk: RISK });
    if (spread.status !== 'measured') continue;
    series.test.forEach((truth, ahead) => {
      told.spread += 1;
      if (Math.abs(truth - (said[ahead] ?? 0)) <= (spread.halfWidths[ahead] ?? 0)) told.inside += 1;
    });
  }
  told.seconds = (performance.now() - startedAt) / 1000;
  return told;
}

function measureFrequency(frequency: string, period: number): Figure[] {
  const all = readSeries(frequency);
  const published = readPublished(frequency);
  const told = tell(all, period);
  const n = all.length;
  const scores = (['smape', 'mase'] as const).flatMap((metric): Figure[] => {
    const unit = metric === 'smape' ? '%' : 'of naive';
    const [theta, pro] = ['THETA', 'ForecastPro'].map((method) => published.get(method)?.[metric]);
    const against = theta !== undefined && {
      ...{ baseline: theta, baselineName: `Theta as published (ForecastPro ${pro ?? '?'})` },
    };
    const add = (id: string, value: number): Figure => ({
      ...{ id: `m3.${frequency}.${id}`, value, unit, better: 'lower', n, ...against },
    });
    return [add(metric, told.combined[metric] / n), add(`theta.${metric}`, told.theta[metric] / n)];
  });
  return [
    ...scores,
    {
      ...{ id: `m3.${frequency}.cover90`, value: told.inside / told.spread, unit: 'share', better: 'higher' },
      ...{ baseline: 1 - RISK, baselineName: 'nominal', n: told.spread },
    },
    {
      ...{ id: `m3.${frequency}.secondsASeries`, value: told.seconds / n, unit: 's', better: 'lower', n },
    },
  ];
}

/** The combination, our theta and the intervals on M3, beside what its methods scored as published. */
export function measureM3(): Figure[] {
  if (!existsSync(folder)) {
    process.stdout.write(`There is no ${folder}: M3 is left out.\n`);
    return [];
  }
  return Object.entries(PERIODS).flatMap(([frequency, period]) => measureFrequency(frequency, period));
}
