import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { estimators } from '../../estimators/estimators.ts';
import { statedBytes } from '../../estimators/stated-bytes.ts';
import type { Figure } from '../bench.ts';

// Every estimator on a million rows of four numbers and a word: how long, and how far the memory of its process grows, garbage
// that was not collected yet among it; beside it what its doc comment says that it holds.

const ROWS = 1_000_000;

export function measureMillion(): Figure[] {
  return estimators.flatMap((estimator): Figure[] => {
    const program = join(import.meta.dirname, 'million-process.ts');
    const ran = spawnSync(process.execPath, [program, estimator.name], { encoding: 'utf8' });
    if (ran.status !== 0) throw new Error(`${estimator.name} ended with ${ran.status}: ${ran.stderr}`);
    const { seconds, megabytes } = JSON.parse(ran.stdout) as Record<'seconds' | 'megabytes', number>;
    const id = `ml.million.${estimator.name.replaceAll(/\W+/g, '-')}`;
    const { growing, fixed } = statedBytes(estimator, { rows: ROWS, numbers: 4, words: 1 });
    const baseline = (growing + fixed) / 1e6;
    return [
      { id: `${id}.fit`, value: seconds, unit: 's', better: 'lower', n: ROWS },
      { id: `${id}.memory`, value: megabytes, unit: 'MB', better: 'lower', baseline, baselineName: 'stated' },
    ];
  });
}
