import { createRandom } from '@steward/ml/random';
import type { Figure } from '../bench.ts';
import { features, judge, samplesOf } from './features.ts';

// How often a planted shift is seen at 5 %: the other half of a false-alarm rate, which a test that never fires would
// win. The index above .1 is the baseline; where it sees more it also cries wolf more, as the false alarms show.

const PAIRS = 2_000;
const SHIFT = 0.3;
const SIZES = [50, 200, 1_000];

export function measurePower(): Figure[] {
  return SIZES.flatMap((size) =>
    features.map((feature, index): Figure => {
      const random = createRandom(200 + index);
      let [ours, stability] = [0, 0];
      for (let pair = 0; pair < PAIRS; pair++) {
        const alarms = judge(samplesOf(feature, random, [size, size, SHIFT]));
        if (alarms.ours) ours += 1;
        if (alarms.stability) stability += 1;
      }
      return {
        ...{ id: `ml.power.${feature.name}.${size}`, value: (100 * ours) / PAIRS, unit: '% of pairs' },
        ...{ better: 'higher', n: PAIRS, baseline: (100 * stability) / PAIRS, baselineName: 'PSI > .1' },
      };
    }),
  );
}
