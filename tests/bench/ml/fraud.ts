import { fitBoosting, predictBoosting, type BoostingOptions } from '@steward/ml/boosting';
import { fitRandomForest, predictRandomForest, type ForestOptions } from '@steward/ml/forests';
import { averagePrecision } from '@steward/ml/metrics';
import { forEachRow, type Schema } from '@steward/ml/tables';
import { z } from 'zod';
import type { Figure } from '../bench.ts';
import { askPython } from '../peers.ts';
import { cpuSeconds, linesOf, mean, readFraudWeeks, type FraudWeek, type Part } from './fraud-weeks.ts';

/** Both forests are grown from each of these, so that no margin is the luck of one. */
const SEEDS = [0, 1];

const PROGRAM = `
import json, sys, time
import numpy as np
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import average_precision_score
result = []
for line in sys.stdin:
    week = json.loads(line)
    x, y, tx, ty = (np.array(week[name]) for name in ('x', 'y', 'tx', 'ty'))
    for seed in ${JSON.stringify(SEEDS)}:
        start = time.process_time()
        p = RandomForestClassifier(random_state=seed, n_jobs=1).fit(x.T, y).predict_proba(tx.T)[:, 1]
        result.append({'seconds': time.process_time() - start, 'precision': average_precision_score(ty, p)})
print(json.dumps(result))
`;

const Peer = z.array(z.object({ seconds: z.number(), precision: z.number() }));

// Both chosen on weeks of May.
const FOREST: ForestOptions = { columnShare: 0.35, minLeafRows: 2 };
const BOOSTING: BoostingOptions = {
  ...{ task: { type: 'classes' }, rounds: 200, learningRate: 0.05, maxDepth: 5, minLeafRows: 10, l2: 1 },
};

type Told = z.infer<typeof Peer>[number];

function tell<M extends { schema: Schema }>(
  { train, test }: FraudWeek,
  fit: (train: Part) => M,
  predict: (model: M, row: Float64Array) => Float64Array,
): Told {
  const startedAt = cpuSeconds();
  const model = fit(train);
  const scores = new Float64Array(test.features.rowCount);
  forEachRow(model.schema, test.features, (row, index) => {
    scores[index] = predict(model, row)[1] ?? 0;
  });
  const seconds = cpuSeconds() - startedAt;
  const precision = averagePrecision(scores, test.target.codes);
  if (typeof precision !== 'number') throw new Error(precision.status);
  return { seconds, precision };
}

function figuresOf(id: string, told: readonly Told[], peers: readonly Told[] | null): Figure[] {
  const figure = (name: keyof Told, unit: string, better: 'higher' | 'lower'): Figure => ({
    ...{ id: `${id}.${name}`, value: mean(told.map((one) => one[name])), unit, better, n: told.length },
    ...(peers && {
      baseline: mean(peers.map((one) => one[name])),
      baselineName: "scikit-learn's forest of 100",
    }),
  });
  return [figure('precision', 'average precision', 'higher'), figure('seconds', 's of CPU a week', 'lower')];
}

/** Average precision on the weeks of June and July, beside scikit-learn's forest of as many trees on the same features. */
export function measureFraud(): Figure[] {
  const weeks = readFraudWeeks();
  if (weeks.length === 0) return [];
  const ofForest = weeks.flatMap((week) =>
    SEEDS.map((seed) =>
      tell(week, (train) => fitRandomForest(train, { ...FOREST, seed }), predictRandomForest),
    ),
  );
  const ofBoosting = weeks.map((week) =>
    tell(week, (train) => fitBoosting(train, BOOSTING), predictBoosting),
  );
  const answer = askPython('sklearn', PROGRAM, linesOf(weeks));
  const peers = answer === null ? null : Peer.parse(answer);
  return [...figuresOf('fraud', ofForest, peers), ...figuresOf('fraud.boosting', ofBoosting, peers)];
}
