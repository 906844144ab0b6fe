import type { InsufficientData } from '../statistics/index.ts';
import { applyIsotonic, fitIsotonic, type IsotonicCalibration } from './isotonic.ts';
import {
  applyBeta,
  applyPlatt,
  applyTemperature,
  fitBeta,
  fitPlatt,
  fitTemperature,
  type BetaCalibration,
  type PlattCalibration,
  type TemperatureCalibration,
} from './parametric.ts';

/** A rising function from scores to probabilities, as plain data. */
export type Calibration = IsotonicCalibration | PlattCalibration | TemperatureCalibration | BetaCalibration;

const fits = { isotonic: fitIsotonic, platt: fitPlatt, temperature: fitTemperature, beta: fitBeta };

/**
 * Learns what scores mean from labels: isotonic (any rising shape, from some hundred labels on), Platt (any scores, a few
 * dozen), temperature (one number) or beta (three numbers, probabilities). Needs one label of each kind.
 *
 * @throws RangeError for scores that are not in [0, 1], by Platt not within 1e307 of 0; truths other than 0 and 1.
 */
export function fitCalibration(
  method: Calibration['method'],
  scores: ArrayLike<number>,
  truths: ArrayLike<number>,
): Calibration | InsufficientData {
  checkScores(method, scores, truths);
  const positives = Array.from(truths).reduce((sum, truth) => sum + truth, 0);
  const has = Math.min(positives, truths.length - positives);
  if (has < 1) return { status: 'insufficient_data', needed: 1, has };
  return fits[method](Float64Array.from(scores), Float64Array.from(truths));
}

/**
 * The probability that a score means. O(1), isotonic O(log n).
 *
 * @throws RangeError for a score that `fitCalibration` would not take.
 */
export function calibrateScore(calibration: Calibration, score: number): number {
  if (!isScoreOf(calibration.method, score)) {
    throw new RangeError(`calibrateScore by ${calibration.method} cannot take the score ${score}`);
  }
  switch (calibration.method) {
    case 'isotonic':
      return applyIsotonic(calibration, score);
    case 'platt':
      return applyPlatt(calibration, score);
    case 'temperature':
      return applyTemperature(calibration, score);
    case 'beta':
      return applyBeta(calibration, score);
  }
}

/** Of Platt's scores: the difference of two is then a number. */
const LARGEST = 1e307;

function isScoreOf(method: Calibration['method'], score: number): boolean {
  return method === 'platt' ? Math.abs(score) <= LARGEST : score >= 0 && score <= 1;
}

function checkScores(
  method: Calibration['method'],
  scores: ArrayLike<number>,
  truths: ArrayLike<number>,
): void {
  if (scores.length !== truths.length) {
    throw new RangeError(
      `fitCalibration needs as many scores as truths, got ${scores.length} and ${truths.length}`,
    );
  }
  for (let index = 0; index < scores.length; index++) {
    const [score, truth] = [scores[index] ?? Number.NaN, truths[index]];
    if (!isScoreOf(method, score))
      throw new RangeError(`fitCalibration by ${method} cannot take the score ${score} at ${index}`);
    if (truth !== 0 && truth !== 1) {
      throw new RangeError(`fitCalibration needs truths of 0 or 1, got ${truth} at ${index}`);
    }
  }
}
