import { fitIsolationForest, predictIsolationForest } from '@steward/ml/forests';
import { rocAuc } from '@steward/ml/metrics';
import { forEachRow } from '@steward/ml/tables';
import { z } from 'zod';
import type { Figure } from '../bench.ts';
import { askPython } from '../peers.ts';
import { cpuSeconds, linesOf, mean, readFraudWeeks, type FraudWeek } from './fraud-weeks.ts';

/** One forest leaves its score to chance; the mean over these tells one method from another. */
const SEEDS = [0, 1, 2, 3, 4];

const PROGRAM = `
import json, sys, time
import numpy as np
from sklearn.ensemble import IsolationForest
from sklearn.metrics import roc_auc_score
result = []
for line in sys.stdin:
    week = json.loads(line)
    x, tx, ty = (np.array(week[name]) for name in ('x', 'tx', 'ty'))
    x, tx = np.ascontiguousarray(x.T), np.ascontiguousarray(tx.T)
    for seed in ${JSON.stringify(SEEDS)}:
        start = time.process_time()
        scores = -IsolationForest(random_state=seed, n_jobs=1).fit(x).score_samples(tx)
        result.append({'seconds': time.process_time() - start, 'auc': roc_auc_score(ty, scores)})
print(json.dumps(result))
`;

const Peer = z.array(z.object({ seconds: z.number(), auc: z.number() }));

function tell({ train, test }: FraudWeek, seed: number): { seconds: number; auc: number } {
  const startedAt = cpuSeconds();
  const model = fitIsolationForest(train.features, { seed });
  const scores = new Float64Array(test.features.rowCount);
  forEachRow(model.schema, test.features, (row, index) => {
    scores[index] = predictIsolationForest(model, row);
  });
  const seconds = cpuSeconds() - startedAt;
  const auc = rocAuc(scores, test.target.codes);
  if (typeof auc !== 'number') throw new Error(auc.status);
  return { seconds, auc };
}

/** Fraud found without labels, in the weeks of June and July, beside scikit-learn's isolation forest of as many trees. */
export function measureIsolationForest(): Figure[] {
  const weeks = readFraudWeeks();
  if (weeks.length === 0) return [];
  const ours = weeks.flatMap((week) => SEEDS.map((seed) => tell(week, seed)));
  const answer = askPython('sklearn', PROGRAM, linesOf(weeks));
  const peers = answer === null ? null : Peer.parse(answer);
  const figure = (name: 'auc' | 'seconds', unit: string, better: 'higher' | 'lower'): Figure => ({
    ...{ id: `isolationForest.${name}`, value: mean(ours.map((one) => one[name])), unit, better },
    n: ours.length,
    ...(peers && { baseline: mean(peers.map((one) => one[name])), baselineName: "scikit-learn's, one core" }),
  });
  return [figure('auc', 'share', 'higher'), figure('seconds', 's of CPU a week', 'lower')];
}
