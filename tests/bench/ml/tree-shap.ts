import { explainBoosting, fitBoosting, type BoostingModel } from '@steward/ml/boosting';
import { forEachRow, type CategoryColumn } from '@steward/ml/tables';
import { z } from 'zod';
import type { Figure } from '../bench.ts';
import { askPython } from '../peers.ts';
import { makeRows, tableOf } from './boosting.ts';

const ROWS = 20_000;
const EXPLAINED = 2_000;
const REPEATS = 5;
/** Rounds and leaves: such as boosting has, and such as a forest has. */
const SIZES = { usual: { rounds: 100, leaves: 31 }, deep: { rounds: 10, leaves: 1_000 } };

const PROGRAM = `
import json, sys, time
import numpy as np
import xgboost as xgb
rows = np.array([json.loads(line) for line in sys.stdin])
x, y = rows[:, :-1], rows[:, -1]
data, told = xgb.DMatrix(x, label=y, nthread=1), xgb.DMatrix(x[:${EXPLAINED}], nthread=1)
result = {}
for name, size in json.loads('${JSON.stringify(SIZES)}').items():
    options = {'objective': 'binary:logistic', 'tree_method': 'hist', 'grow_policy': 'lossguide', 'max_depth': 0,
        'max_leaves': size['leaves'], 'eta': 0.1, 'lambda': 0, 'min_child_weight': 0.01 if name == 'deep' else 4, 'nthread': 1}
    model = xgb.train(options, data, size['rounds'])
    seconds = []
    for _ in range(${REPEATS}):
        start = time.perf_counter()
        terms = model.predict(told, pred_contribs=True)
        seconds.append(time.perf_counter() - start)
    apart = np.abs(terms.sum(axis=1, dtype=np.float64) - model.predict(told, output_margin=True)).max()
    leaves = sum(line.count('leaf=') for line in model.get_dump())
    result[name] = {'rate': ${EXPLAINED} / min(seconds), 'apart': float(apart), 'leaves': leaves}
print(json.dumps(result))
`;

const Peer = z.record(z.string(), z.object({ rate: z.number(), apart: z.number(), leaves: z.number() }));

const leavesOf = ({ trees }: BoostingModel) =>
  trees.feature.reduce((count, feature) => count + (feature < 0 ? 1 : 0), 0);

/** The best of a few runs, as others use the machine too; and how far the terms are from adding up. */
function measure(model: BoostingModel, rows: readonly Float64Array[]): { rate: number; apart: number } {
  let [fewest, apart] = [Infinity, 0];
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    const startedAt = performance.now();
    const explained = rows.map((row) => explainBoosting(model, row));
    fewest = Math.min(fewest, (performance.now() - startedAt) / 1000);
    for (const { base, terms, score } of explained) {
      const sum = terms.reduce((total, term) => total + term, base);
      apart = Math.max(apart, Math.abs(sum - score));
    }
  }
  return { rate: rows.length / fewest, apart };
}

/** Rows a second that are taken apart by columns, on one core, beside XGBoost's contributions from trees as many and as large. */
export function measureTreeShap(): Figure[] {
  const { columns, truth } = makeRows(ROWS);
  const target: CategoryColumn = {
    ...{ kind: 'category', name: 'y', categories: ['no', 'yes'] },
    codes: Int32Array.from(truth),
  };
  const features = tableOf(columns, 0, ROWS);
  const lines = Array.from(truth, (label, row) => [...columns.map((values) => values[row] ?? 0), label]);
  const answer = askPython('xgboost', PROGRAM, lines);
  const peers = answer === null ? {} : Peer.parse(answer);
  return Object.entries(SIZES).flatMap(([name, { rounds, leaves }]): Figure[] => {
    const minLeafRows = name === 'deep' ? 1 : 20;
    const model = fitBoosting(
      { features, target },
      { task: { type: 'classes' }, rounds, maxLeaves: leaves, minLeafRows },
    );
    const rows: Float64Array[] = [];
    forEachRow(model.schema, tableOf(columns, 0, EXPLAINED), (row) => rows.push(row.slice()));
    const { rate, apart } = measure(model, rows);
    const peer = peers[name];
    const baselineName = `XGBoost's pred_contribs, one core, ${peer?.leaves ?? 0} leaves`;
    const beside = (value: number | undefined) =>
      value === undefined ? {} : { baseline: value, baselineName };
    const id = `tree-shap.${name}`;
    return [
      {
        ...{ id: `${id}.rowsPerSecond`, value: rate, unit: `rows/s, ${leavesOf(model)} leaves` },
        ...{ better: 'higher', n: EXPLAINED, ...beside(peer?.rate) },
      },
      {
        ...{ id: `${id}.furthestFromScore`, value: apart, unit: 'log-odds', better: 'lower' },
        ...{ n: EXPLAINED, ...beside(peer?.apart) },
      },
    ];
  });
}
