import { labelsNeeded } from '@steward/ml/certainty';
import { report, type Figure } from './bench.ts';
import { automate } from './certified/automate.ts';
import { bestFixed, followRecipe } from './certified/recipe.ts';
import { scoreAutomation, type AutomationScores } from './certified/scores.ts';
import { simulateCertificates } from './certified/simulation.ts';
import { streamDecisions, type StreamedDecision } from './certified/stream.ts';
import { readTransactions, requireTransactions, transactionSets } from './transactions.ts';

// How much could be decided unseen on three ledgers, and how much of it was wrong. The categoriser learns every label, at once
// or when it is seven days old; the automation learns them at the same time. Beside it stand the published recipe that
// this began with, run here on the same decisions, and the best fixed threshold that one could have chosen knowing all.
// Its defaults were chosen on these same ledgers: expect somewhat less elsewhere.

const BOUNDS = [0.05, 0.02];
const DELAYS = [7, 0];
const RISK = 0.1;
const REPETITIONS = 10_000;

requireTransactions();
const figures: Figure[] = [];
for (const bound of BOUNDS) {
  const { broken, certified } = simulateCertificates(REPETITIONS, bound, RISK);
  const name = `certified.${bound * 100}`;
  figures.push(
    ...[
      {
        id: `${name}.simulated.broken`,
        value: broken,
        unit: 'share',
        better: 'lower' as const,
        n: REPETITIONS,
      },
      {
        id: `${name}.simulated.certified`,
        value: certified,
        unit: 'share',
        better: 'higher' as const,
        n: REPETITIONS,
      },
      {
        id: `${name}.labelsNeeded`,
        value: labelsNeeded({ maxWrong: bound, risk: RISK }),
        unit: 'labels',
        better: 'lower' as const,
      },
    ],
  );
}
for (const set of transactionSets) {
  const rows = await readTransactions(set);
  for (const delayDays of DELAYS) {
    process.stderr.write(`${set.name}, labels ${delayDays} days late …\n`);
    const decisions = streamDecisions(rows, { contextColumns: set.columns, delayDays });
    for (const bound of BOUNDS)
      measure(`${set.name}.${bound * 100}.${delayDays}d`, decisions, { bound, delayDays });
  }
}
report('certified', figures);

interface Setting {
  bound: number;
  delayDays: number;
}

function measure(id: string, decisions: readonly StreamedDecision[], { bound, delayDays }: Setting): void {
  const scores = (isAutomatic: readonly boolean[]) => scoreAutomation(decisions, isAutomatic, bound);
  const options = { maxWrong: bound, reviewEvery: null };
  const ours = scores(automate(decisions, options, { delayDays, reviewed: 1 }));
  add(id, ours, { ...scores(followRecipe(decisions, bound, delayDays)), name: 'the published recipe' });
  const fixed = scores(bestFixed(decisions, bound));
  figures.push({
    ...{ id: `${id}.bestFixed.worstThousand`, value: fixed.worstThousand, unit: 'share', better: 'lower' },
    ...{ n: fixed.n, baseline: fixed.automatic, baselineName: 'its share automatic, knowing all labels' },
  });
  const rare = { delayDays, reviewed: 0.02 };
  const sampled = scores(automate(decisions, { ...options, reviewEvery: 20 }, rare));
  figures.push({
    ...{ id: `${id}.sampled.wrong`, value: sampled.wrong, unit: 'share', better: 'lower', n: sampled.n },
    ...{ baseline: sampled.automatic, baselineName: 'automatic, where 2 % of those are reviewed' },
  });
  say(id, ours, bound);
}

function add(id: string, ours: AutomationScores, recipe: AutomationScores & { name: string }): void {
  const figure = (key: Exclude<keyof AutomationScores, 'n'>, better: Figure['better']) => {
    const against = { baseline: recipe[key], baselineName: recipe.name };
    figures.push({ id: `${id}.${key}`, value: ours[key], unit: 'share', better, n: ours.n, ...against });
  };
  figure('automatic', 'higher');
  for (const key of ['wrong', 'worstThousand', 'monthsAbove', 'largeMonthsAbove'] as const)
    figure(key, 'lower');
}

function say(id: string, { automatic, wrong, n }: AutomationScores, bound: number): void {
  const share = (value: number) => `${(100 * value).toFixed(1)} %`;
  const verdict = wrong <= bound ? 'kept' : 'BROKEN';
  process.stdout.write(
    `${id}: ${share(automatic)} of ${n} automatic, ${share(wrong)} of them wrong: ${verdict}\n`,
  );
}
