import { fitRandomForest, predictRandomForest, type ForestOptions } from '@steward/ml/forests';
import { fitLogisticRegression, predictLogisticRegression } from '@steward/ml/linear';
import { averagePrecision } from '@steward/ml/metrics';
import { forEachRow } from '@steward/ml/tables';
import { z } from 'zod';
import type { Figure } from '../bench.ts';
import { askPython } from '../peers.ts';
import { cpuSeconds, linesOf, mean, readFraudWeeks, type FraudWeek } from './fraud-weeks.ts';

/** Forests are grown from each of these, so that no margin is the luck of one. */
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

// Chosen on weeks of May: columns of a split, rows of a leaf, and what a straight line adds.
const FOREST: ForestOptions = { columnShare: 0.35, minLeafRows: 2 };
const OF_LOGISTIC = 0.5;

interface Told {
  /** Of the forest alone, and together with a logistic regression. */
  alone: number;
  precision: number;
  seconds: number;
}

function tell({ train, test }: FraudWeek, seed: number): Told {
  const startedAt = cpuSeconds();
  const forest = fitRandomForest(train, { ...FOREST, seed });
  const logistic = fitLogisticRegression(train);
  const [alone, both] = [new Float64Array(test.features.rowCount), new Float64Array(test.features.rowCount)];
  forEachRow(forest.schema, test.features, (row, index) => {
    alone[index] = predictRandomForest(forest, row)[1] ?? 0;
    both[index] = (alone[index] ?? 0) + OF_LOGISTIC * (predictLogisticRegression(logistic, row)[1] ?? 0);
  });
  const seconds = cpuSeconds() - startedAt;
  const { codes } = test.target;
  return { alone: precisionOf(alone, codes), precision: precisionOf(both, codes), seconds };
}

function precisionOf(scores: Float64Array, codes: Int32Array): number {
  const precision = averagePrecision(scores, codes);
  if (typeof precision !== 'number') throw new Error(precision.status);
  return precision;
}

/**
 * Average precision on the weeks of June and July, beside scikit-learn's forest of as many trees on the same features: of
 * our forest alone, and of it and half a logistic regression, whose time is counted too.
 */
export function measureFraud(): Figure[] {
  const weeks = readFraudWeeks();
  if (weeks.length === 0) return [];
  const ours = weeks.flatMap((week) => SEEDS.map((seed) => tell(week, seed)));
  const answer = askPython('sklearn', PROGRAM, linesOf(weeks));
  const peers = answer === null ? null : Peer.parse(answer);
  const beside = (name: 'precision' | 'seconds') =>
    peers && { baseline: mean(peers.map((one) => one[name])), baselineName: "scikit-learn's forest of 100" };
  const figure = (name: keyof Told) => ({ value: mean(ours.map((one) => one[name])), n: ours.length });
  const precision = { unit: 'average precision', better: 'higher' as const, ...beside('precision') };
  return [
    { id: 'fraud.precision', ...precision, ...figure('precision') },
    { id: 'fraud.forestAlone.precision', ...precision, ...figure('alone') },
    {
      ...{ id: 'fraud.seconds', unit: 's of CPU a week', better: 'lower' },
      ...{ ...beside('seconds'), ...figure('seconds') },
    },
  ];
}
