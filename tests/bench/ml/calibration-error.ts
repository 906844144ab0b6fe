import { calibrationErrorInterval, equalMassCuts, expectedCalibrationError } from '@steward/ml/calibration';
import { createRandom, type Random } from '@steward/ml/random';
import { quantile } from '@steward/ml/statistics';
import type { Figure } from '../bench.ts';

// How often the interval of the calibration error holds it, at 95 %; beside it the percentiles of a bootstrap, which near 0
// hardly ever do: resamples are further from calibrated than the sample, which is further than what it was drawn from.

const SAMPLES = 500;
const RESAMPLES = 100;
const SIZE = 500;

interface Prediction {
  confidence: number;
  isRight: boolean;
}

const confidences = {
  wide: (random: Random) => random.uniform(),
  sure: (random: Random) => 1 - 0.3 * random.uniform() ** 3,
};
const meanings = {
  calibrated: (confidence: number) => confidence,
  'off-02': (confidence: number) => Math.max(0, confidence - 0.02),
  'off-10': (confidence: number) => Math.max(0, confidence - 0.1),
  bold: (confidence: number) => 1 / (1 + (1 / Math.max(confidence, 1e-9) - 1) ** 0.6),
};

export function measureCalibrationError(): Figure[] {
  return Object.entries(confidences).flatMap(([ofConfidence, draw]) =>
    Object.entries(meanings).map(([ofMeaning, mean]): Figure => {
      const random = createRandom(31);
      let [ours, resampled] = [0, 0];
      for (let sample = 0; sample < SAMPLES; sample++) {
        const said = Float64Array.from({ length: SIZE }, () => draw(random)).sort();
        const error = errorOf(said, mean);
        const predictions = Array.from(said, (confidence) => ({
          ...{ confidence, isRight: random.uniform() < mean(confidence) },
        }));
        const found = calibrationErrorInterval(predictions, { seed: sample });
        if (found.status === 'estimated' && found.low <= error && error <= found.high) ours += 1;
        const [low, high] = percentiles(predictions, random);
        if (low <= error && error <= high) resampled += 1;
      }
      return {
        ...{
          id: `ml.calibration-error.${ofConfidence}.${ofMeaning}.${SIZE}`,
          unit: '% held',
          better: 'higher',
        },
        ...{ value: (100 * ours) / SAMPLES, n: SAMPLES },
        ...{ baseline: (100 * resampled) / SAMPLES, baselineName: 'bootstrap percentiles' },
      };
    }),
  );
}

/** That of the bins in truth, as each confidence means what `mean` says. */
function errorOf(sorted: Float64Array, mean: (confidence: number) => number): number {
  return equalMassCuts(sorted.length, 15).reduce((sum, [from, to]) => {
    const excess = sorted.subarray(from, to).reduce((total, said) => total + said - mean(said), 0);
    return sum + Math.abs(excess) / sorted.length;
  }, 0);
}

function percentiles(predictions: readonly Prediction[], random: Random): [low: number, high: number] {
  const errors = Array.from({ length: RESAMPLES }, () =>
    expectedCalibrationError(
      predictions.map((own) => predictions[random.integer(predictions.length)] ?? own),
    ),
  );
  return [quantile(errors, 0.025), quantile(errors, 0.975)];
}
