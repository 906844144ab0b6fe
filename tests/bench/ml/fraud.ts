import { fitBoosting, predictBoosting, type BoostingOptions } from '@steward/ml/boosting';
import { averagePrecision } from '@steward/ml/metrics';
import { readColumns, type CategoryColumn, type Examples } from '@steward/ml/tables';
import { z } from 'zod';
import type { Figure } from '../bench.ts';
import { askPython } from '../peers.ts';
import { partOf, readFraud, weekFrom } from './fraud-data.ts';

const PROGRAM = `
import json, sys, time
import numpy as np
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import average_precision_score
result = []
for line in sys.stdin:
    week = json.loads(line)
    x, y, tx, ty = (np.array(week[name]) for name in ('x', 'y', 'tx', 'ty'))
    start = time.perf_counter()
    p = RandomForestClassifier(random_state=0, n_jobs=1).fit(x.T, y).predict_proba(tx.T)[:, 1]
    result.append({'seconds': time.perf_counter() - start, 'precision': average_precision_score(ty, p)})
print(json.dumps(result))
`;

const Peer = z.array(z.object({ seconds: z.number(), precision: z.number() }));

/** Days after 1 April; the weeks that are told begin a fortnight later: all that lie in June and July. */
const STARTS = [47, 54, 61, 68, 75, 82, 89, 96];

/** Chosen on weeks of May. */
const OPTIONS: BoostingOptions = {
  ...{ task: { type: 'classes' }, rounds: 200, learningRate: 0.05, maxDepth: 5, minLeafRows: 10, l2: 1 },
};

type Part = Examples<CategoryColumn>;

function tell(train: Part, test: Part): { seconds: number; precision: number } {
  const startedAt = performance.now();
  const model = fitBoosting(train, OPTIONS);
  const columns = readColumns(model.schema, test.features);
  const row = new Float64Array(columns.length);
  const scores = Float64Array.from({ length: test.features.rowCount }, (_, index) => {
    columns.forEach((values, column) => (row[column] = values[index] ?? NaN));
    return predictBoosting(model, row)[1] ?? 0;
  });
  const seconds = (performance.now() - startedAt) / 1000;
  const precision = averagePrecision(scores, test.target.codes);
  if (typeof precision !== 'number') throw new Error(precision.status);
  return { seconds, precision };
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Average precision on the weeks of June and July, beside scikit-learn's forest of 100 trees on the same features. */
export function measureFraud(): Figure[] {
  const data = readFraud();
  if (!data) return [];
  const weeks = STARTS.map((start) => {
    const { train, test } = weekFrom(data, start);
    return { train: partOf(data, train), test: partOf(data, test) };
  });
  const ours = weeks.map(({ train, test }) => tell(train, test));
  const valuesOf = ({ features }: Part) =>
    features.columns.map((column) => (column.kind === 'number' ? [...column.values] : []));
  const lines = weeks.map(({ train, test }) => ({
    ...{ x: valuesOf(train), y: [...train.target.codes], tx: valuesOf(test), ty: [...test.target.codes] },
  }));
  const answer = askPython('sklearn', PROGRAM, lines);
  const peers = answer === null ? null : Peer.parse(answer);
  const figure = (name: 'precision' | 'seconds', unit: string, better: 'higher' | 'lower'): Figure => ({
    ...{ id: `fraud.${name}`, value: mean(ours.map((one) => one[name])), unit, better, n: weeks.length },
    ...(peers && {
      baseline: mean(peers.map((one) => one[name])),
      baselineName: "scikit-learn's forest of 100",
    }),
  });
  return [figure('precision', 'average precision', 'higher'), figure('seconds', 's a week', 'lower')];
}
