import { createRandom } from '@steward/ml/random';
import type { Figure } from '../bench.ts';
import { features, judge, samplesOf, type Feature } from './features.ts';

// How often two samples of one distribution are said to differ at 5 %: 10,000 pairs a figure, so that its standard error
// is .22 points. Between 4 and 6 is what is promised. Beside it, of the same pairs, the index above .1 and the chi-square
// that takes the reference as known, which others use.

const PAIRS = 10_000;
const SIZES: readonly (readonly [number, number])[] = [
  [50, 50],
  [200, 200],
  [1_000, 1_000],
  [10_000, 10_000],
  [10_000, 200],
  [50_000, 50_000],
];

export function measureFalseAlarms(): Figure[] {
  return SIZES.flatMap((sizes) =>
    features.flatMap((feature, index) => measureOne(feature, sizes, createRandom(100 + index))),
  );
}

function measureOne(
  feature: Feature,
  [n, m]: readonly [number, number],
  random: ReturnType<typeof createRandom>,
): Figure[] {
  let [ours, stability, known] = [0, 0, 0];
  for (let pair = 0; pair < PAIRS; pair++) {
    const alarms = judge(samplesOf(feature, random, [n, m, 0]));
    if (alarms.ours) ours += 1;
    if (alarms.stability) stability += 1;
    if (alarms.knownReference) known += 1;
  }
  const size = n === m ? String(n) : `${n}And${m}`;
  process.stderr.write(`false alarms, ${feature.name}, ${size}: ${(100 * ours) / PAIRS} %\n`);
  const figure = { value: (100 * ours) / PAIRS, unit: '% of pairs', better: 'lower', n: PAIRS } as const;
  return [
    {
      ...{ ...figure, id: `ml.falseAlarms.${feature.name}.${size}` },
      ...{ baseline: (100 * stability) / PAIRS, baselineName: 'PSI > .1' },
    },
    {
      ...{ ...figure, id: `ml.falseAlarms.${feature.name}.${size}.byCounts` },
      ...{ baseline: (100 * known) / PAIRS, baselineName: 'chi-square, reference taken as known' },
    },
  ];
}
