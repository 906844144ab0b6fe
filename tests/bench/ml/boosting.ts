import { fitBoosting, predictBoosting } from '@steward/ml/boosting';
import { rocAuc } from '@steward/ml/metrics';
import { createRandom } from '@steward/ml/random';
import { createTable, forEachRow, type CategoryColumn, type Table } from '@steward/ml/tables';
import { z } from 'zod';
import type { Figure } from '../bench.ts';
import { askPython } from '../peers.ts';

const ROWS = 100_000;
const HELD_OUT = 20_000;
const COLUMNS = 20;
const ROUNDS = 100;

const PROGRAM = `
import json, sys, time
import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import log_loss, roc_auc_score
rows = np.array([json.loads(line) for line in sys.stdin])
x, y = rows[:, :-1], rows[:, -1]
def fit():
    model = HistGradientBoostingClassifier(max_iter=${ROUNDS}, max_leaf_nodes=31, learning_rate=0.1, early_stopping=False)
    return model.fit(x[:${ROWS}], y[:${ROWS}])
fit()
start = time.perf_counter()
model = fit()
seconds = time.perf_counter() - start
p = model.predict_proba(x[${ROWS}:])[:, 1]
print(json.dumps({'seconds': seconds, 'logLoss': log_loss(y[${ROWS}:], p), 'auc': roc_auc_score(y[${ROWS}:], p)}))
`;

const Peer = z.object({ seconds: z.number(), logLoss: z.number(), auc: z.number() });

/** 20 numbers a row, of which some matter together, and some noise. */
export function makeRows(count: number): { columns: Float64Array[]; truth: Float64Array } {
  const random = createRandom(5);
  const columns = Array.from({ length: COLUMNS }, () =>
    Float64Array.from({ length: count }, () => random.normal()),
  );
  const at = (column: number, row: number) => columns[column]?.[row] ?? 0;
  const truth = Float64Array.from({ length: count }, (_, row) => {
    const signal =
      at(0, row) * at(1, row) +
      Math.sin(2 * at(2, row)) +
      (at(3, row) > 0.5 ? 1 : -0.5) * at(4, row) +
      0.5 * at(5, row) ** 2 -
      0.5;
    return random.uniform() < 1 / (1 + Math.exp(-1.5 * signal)) ? 1 : 0;
  });
  return { columns, truth };
}

export const tableOf = (columns: readonly Float64Array[], from: number, to: number): Table =>
  createTable(
    columns.map((values, index) => ({
      ...{ kind: 'number' as const, name: `x${String(index).padStart(2, '0')}` },
      values: values.slice(from, to),
    })),
  );

function lossOf(scores: Float64Array, held: readonly number[]): number {
  return (
    -held.reduce((sum, y, at) => sum + Math.log(y === 1 ? (scores[at] ?? 0) : 1 - (scores[at] ?? 0)), 0) /
    held.length
  );
}

function aucOf(scores: Float64Array, held: number[]): number {
  const auc = rocAuc(scores, held);
  if (typeof auc !== 'number') throw new Error(auc.status);
  return auc;
}

/** Boosting of 100 trees on 100,000 rows, beside scikit-learn's on one core. */
export function measureBoosting(): Figure[] {
  const { columns, truth } = makeRows(ROWS + HELD_OUT);
  const target: CategoryColumn = {
    ...{ kind: 'category', name: 'y', categories: ['no', 'yes'] },
    codes: Int32Array.from(truth.slice(0, ROWS)),
  };
  const features = tableOf(columns, 0, ROWS);
  const fit = () => fitBoosting({ features, target }, { task: { type: 'classes' }, rounds: ROUNDS });
  fit();
  const startedAt = performance.now();
  const model = fit();
  const seconds = (performance.now() - startedAt) / 1000;
  const scores = new Float64Array(HELD_OUT);
  forEachRow(model.schema, tableOf(columns, ROWS, ROWS + HELD_OUT), (row, index) => {
    scores[index] = predictBoosting(model, row)[1] ?? 0;
  });
  const held = [...truth.slice(ROWS)];
  const lines = Array.from(truth, (label, row) => [...columns.map((values) => values[row] ?? 0), label]);
  const answer = askPython('sklearn', PROGRAM, lines);
  const peer = answer === null ? null : Peer.parse(answer);
  const beside = (value: number | undefined) =>
    value === undefined ? {} : { baseline: value, baselineName: "scikit-learn's, one core" };
  return [
    { id: 'boosting.seconds', value: seconds, unit: 's', better: 'lower', n: ROWS, ...beside(peer?.seconds) },
    {
      ...{ id: 'boosting.logLoss', value: lossOf(scores, held), unit: 'nats', better: 'lower' },
      ...{ n: HELD_OUT, ...beside(peer?.logLoss) },
    },
    {
      ...{ id: 'boosting.auc', value: aucOf(scores, held), unit: 'share', better: 'higher' },
      ...{ n: HELD_OUT, ...beside(peer?.auc) },
    },
  ];
}
