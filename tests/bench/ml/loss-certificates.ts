import { certifyLossThreshold } from '@steward/ml/certainty';
import { createRandom } from '@steward/ml/random';
import type { Figure } from '../bench.ts';

// How often a certificate of a bound on what is lost is broken, by the truth that its labels were drawn from: 10,000 ledgers,
// in half of which making all decisions unseen would lose the bound and hardly more, where a broken promise is likeliest.

const REPETITIONS = 10_000;
const LABELS = 300;
const RISK = 0.1;
const LARGEST = 100;
/** Stakes are even over 0 .. 100. */
const MEAN_STAKE = 50;

export function measureLossCertificates(): Figure[] {
  return [5, 10].map((maxLoss): Figure => {
    const random = createRandom(20_260_102);
    let [broken, certified] = [0, 0];
    for (let repetition = 0; repetition < REPETITIONS; repetition++) {
      // The probability of being wrong rises from `least` at the most confident to `most` at the least confident.
      const middle = (maxLoss / MEAN_STAKE) * (repetition % 2 === 0 ? 1.001 : 2 * random.uniform());
      const least = middle * random.uniform();
      const most = 2 * middle - least;
      const labels = Array.from({ length: LABELS }, () => {
        const rank = random.uniform();
        const isRight = random.uniform() >= least + (most - least) * rank;
        return { confidence: 1 - rank, isRight, stake: LARGEST * random.uniform() };
      });
      const result = certifyLossThreshold(labels, { maxLoss, risk: RISK, maxStake: LARGEST });
      if (result.status !== 'certified') continue;
      certified += 1;
      const depth = 1 - result.threshold;
      if (MEAN_STAKE * (least * depth + ((most - least) * depth ** 2) / 2) > maxLoss) broken += 1;
    }
    process.stderr.write(
      `certificates of a loss of ${maxLoss}: given to ${certified} of ${REPETITIONS} ledgers\n`,
    );
    return {
      ...{
        id: `ml.loss-certificates.${maxLoss}.broken`,
        value: (100 * broken) / REPETITIONS,
        unit: '% of ledgers',
      },
      ...{ better: 'lower', n: REPETITIONS, baseline: 100 * RISK, baselineName: 'promised at most' },
    };
  });
}
