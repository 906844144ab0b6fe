import type { Random } from '../random/index.ts';
import { quantile, tooFew, type InsufficientData, type Interval } from '../statistics/index.ts';
import { expectedCalibrationError, type Judged } from './calibration-error.ts';

export interface CalibrationErrorOptions {
  random: Random;
  bins?: number;
  confidence?: number;
  draws?: number;
}

export interface CalibrationErrorEstimate extends Interval {
  status: 'estimated';
  /** As `expectedCalibrationError` says it. */
  estimate: number;
  /** Less what chance adds to it: a perfect model of few predictions has an error above 0, too. Not below 0. */
  corrected: number;
}

/**
 * The expected calibration error with its bootstrap interval.
 *
 * ECE is too large by what chance adds in each bin, and that of a resample is too large by as much again. So the interval is
 * the basic one, which takes that off: 2 ECE - Q(1/2 + confidence/2) .. 2 ECE - Q(1/2 - confidence/2), Q the type 7 quantiles
 * over resamples of predictions; `corrected` = 2 ECE - their mean; none below 0. The percentiles themselves would lie above the
 * truth. Near 0 resamples know too little of the bias: so the interval begins at 0 where such an error is no rarer than
 * 1/2 - confidence/2 among truths that are drawn by the stated confidences. As many predictions as bins, at least. O(draws n log n). Seeded by `random`.
 * Source: A. C. Davison and D. V. Hinkley (1997), Bootstrap methods and their application, section 5.2.1; A. Kumar, P. Liang
 * and T. Ma (2019), Verified uncertainty calibration, NeurIPS, section 5, for the bias; J. Brocker and L. A. Smith (2007),
 * Increasing the reliability of reliability diagrams, Weather and Forecasting 22, 651-661, for the drawn truths.
 *
 * @throws RangeError for a confidence outside of 0..1, of a prediction or of the interval; draws or bins not whole and above 0.
 */
export function calibrationErrorInterval(
  predictions: readonly Judged[],
  { random, bins = 15, confidence = 0.95, draws = 1_000 }: CalibrationErrorOptions,
): CalibrationErrorEstimate | InsufficientData {
  const bad = predictions.findIndex((one) => !(one.confidence >= 0 && one.confidence <= 1));
  if (bad !== -1)
    throw new RangeError(`the confidence of prediction ${bad} is ${predictions[bad]?.confidence ?? NaN}`);
  if (!(confidence > 0 && confidence < 1 && Number.isInteger(draws) && draws > 0)) {
    throw new RangeError(`a confidence of 0..1 and draws above 0, got ${confidence} and ${draws}`);
  }
  const refusal = tooFew(bins, predictions);
  if (refusal) return refusal;
  const estimate = expectedCalibrationError(predictions, bins);
  const resampled = Array.from({ length: draws }, () => {
    const resample = predictions.map((one) => predictions[random.integer(predictions.length)] ?? one);
    return expectedCalibrationError(resample, bins);
  });
  const calibrated = Array.from({ length: draws }, () =>
    expectedCalibrationError(
      predictions.map((one) => ({ confidence: one.confidence, isRight: random.uniform() < one.confidence })),
      bins,
    ),
  );
  const isByChance = estimate <= quantile(calibrated, 0.5 + confidence / 2);
  const mean = resampled.reduce((sum, one) => sum + one / draws, 0);
  const end = (share: number) => Math.max(0, 2 * estimate - quantile(resampled, share));
  return {
    ...{ status: 'estimated', estimate, corrected: Math.max(0, 2 * estimate - mean) },
    ...{ low: isByChance ? 0 : end(0.5 + confidence / 2), high: end(0.5 - confidence / 2) },
  };
}
