import { fitCombination, fitSpread, fitTheta, forecast, forecastCombination } from '@steward/ml/forecasting';
import { parse } from 'csv-parse';
import { createReadStream, existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createGunzip } from 'node:zlib';
import { report, type Figure } from './bench.ts';

// The M3 competition by its own split: the last 18 months, 8 quarters, 6 years, 8 others are to be told from what came
// before. sMAPE = mean of 200 |y - f| / (|y| + |f|) over the periods, then over the series; MASE divides by the mean
// absolute change from one season to the next in the part that is known.

const shared = process.env.STEWARD_SHARED ?? resolve(import.meta.dirname, '../../../shared');
const folder = join(shared, 'data', 'forecast');
if (!existsSync(folder)) {
  process.stdout.write(`This benchmark needs ${folder}, which is not there. Nothing was measured.\n`);
  process.exit(0);
}

const RISK = 0.1;
const PERIODS = { yearly: 1, quarterly: 4, other: 1, monthly: 12 };

interface Series {
  train: number[];
  test: number[];
}

async function* records(file: string): AsyncGenerator<Record<string, string>> {
  let stream: NodeJS.ReadableStream = createReadStream(join(folder, file));
  if (file.endsWith('.gz')) stream = stream.pipe(createGunzip());
  yield* stream.pipe(parse({ columns: true })) as unknown as AsyncIterable<Record<string, string>>;
}

async function readSeries(frequency: string): Promise<Series[]> {
  const all = new Map<string, Series>();
  for await (const { id = '', split, value } of records(`m3_${frequency}.csv.gz`)) {
    const series = all.get(id) ?? { train: [], test: [] };
    all.set(id, series);
    series[split === 'train' ? 'train' : 'test'].push(Number(value));
  }
  return [...all.values()];
}

async function readPublished(frequency: string): Promise<Map<string, { smape: number; mase: number }>> {
  const scores = new Map<string, { smape: number; mase: number }>();
  for await (const record of records('m3_published_method_scores.csv')) {
    if (record.period?.toLowerCase() !== frequency) continue;
    scores.set(record.method ?? '', { smape: Number(record.sMAPE), mase: Number(record.MASE) });
  }
  return scores;
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

const figures: Figure[] = [];
for (const [frequency, period] of Object.entries(PERIODS)) {
  const all = await readSeries(frequency);
  const published = await readPublished(frequency);
  const [combined, theta] = [new Score(), new Score()];
  const covered = { inside: 0, all: 0 };
  const startedAt = performance.now();
  for (const series of all) {
    const horizon = series.test.length;
    const said = forecastCombination(fitCombination(series.train, { period }), horizon);
    combined.add(series, said, period);
    theta.add(series, forecast(fitTheta(series.train, { period }), horizon), period);
    const spread = fitSpread(series.train, { period, horizon, risk: RISK });
    if (spread.status !== 'measured') continue;
    series.test.forEach((truth, ahead) => {
      covered.all += 1;
      if (Math.abs(truth - (said[ahead] ?? 0)) <= (spread.halfWidths[ahead] ?? 0)) covered.inside += 1;
    });
  }
  const seconds = (performance.now() - startedAt) / 1000;
  const add = (id: string, value: number, more: Omit<Figure, 'id' | 'value'>) =>
    figures.push({ id: `${frequency}.${id}`, value, ...more });
  const n = all.length;
  for (const metric of ['smape', 'mase'] as const) {
    const unit = metric === 'smape' ? '%' : 'of naive';
    const ofTheta = published.get('THETA')?.[metric];
    const ofPro = published.get('ForecastPro')?.[metric];
    const baselineName = `Theta as published (ForecastPro ${ofPro ?? '?'})`;
    add(metric, combined[metric] / n, {
      ...{ unit, better: 'lower', n },
      ...(ofTheta !== undefined && { baseline: ofTheta, baselineName }),
    });
    add(`theta.${metric}`, theta[metric] / n, { unit, better: 'lower', n });
  }
  add('cover90', covered.inside / covered.all, { unit: 'share', better: 'higher', n: covered.all });
  add('secondsASeries', seconds / n, { unit: 's', better: 'lower', n });
}
report('m3', figures);
