import { certifyThreshold } from '@steward/ml/certainty';
import { createRandom } from '@steward/ml/random';

const LABELS = 600;

/**
 * How often a certificate is broken: its threshold lets more wrong ones through than the bound, by the truth that the
 * labels were drawn from. Half of the ledgers are ones in which no threshold is good enough, or hardly one: there a broken
 * promise is likeliest.
 */
export function simulateCertificates(repetitions: number, bound: number, risk: number) {
  const random = createRandom(20_260_101);
  let [broken, certified] = [0, 0];
  for (let repetition = 0; repetition < repetitions; repetition++) {
    // The probability of being wrong rises from `least` at the most confident to `most` at the least confident.
    const least = repetition % 2 === 0 ? bound * 1.001 : 0.4 * bound * random.uniform();
    const most = least + 0.3 * random.uniform();
    const judged = Array.from({ length: LABELS }, () => {
      const rank = random.uniform();
      return { confidence: 1 - rank, isRight: random.uniform() >= least + (most - least) * rank };
    });
    const result = certifyThreshold(judged, { maxWrong: bound, risk });
    if (result.status !== 'certified') continue;
    certified += 1;
    const depth = 1 - result.threshold;
    if (least + ((most - least) * depth) / 2 > bound) broken += 1;
  }
  return { broken: broken / repetitions, certified: certified / repetitions };
}
