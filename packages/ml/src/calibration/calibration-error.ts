/** A prediction whose truth is known. */
export interface Judged {
  /** What was said to be the probability of being right, 0..1. */
  confidence: number;
  isRight: boolean;
}

const BINS = 15;

/**
 * Expected calibration error over 15 bins of equal mass: how far, on average, the share of right
 * predictions is from the confidence that was stated.
 *
 * ECE = sum over bins (size / n) |mean confidence - share right|, the predictions sorted by confidence
 * and cut at floor(b n / 15). Equal confidences keep the order in which they came.
 * Source: M. P. Naeini, G. F. Cooper, M. Hauskrecht (2015), Obtaining well calibrated probabilities using
 * Bayesian binning, AAAI; bins of equal mass as in K. Nguyen and B. O'Connor (2015), EMNLP. With fewer
 * than 15 predictions some bins are empty and count nothing. O(n log n).
 *
 * @throws RangeError for no predictions, and for a confidence that is not in [0, 1].
 */
export function expectedCalibrationError(predictions: readonly Judged[]): number {
  const n = predictions.length;
  if (n === 0) throw new RangeError('expectedCalibrationError needs at least one prediction');
  checkConfidences(predictions);
  let error = 0;
  for (const { confidence, right } of binsOf(predictions)) error += Math.abs(confidence - right) / n;
  return error;
}

/** @throws RangeError for a confidence that is not in [0, 1]. */
export function checkConfidences(predictions: readonly Judged[]): void {
  const bad = predictions.findIndex(({ confidence }) => !(confidence >= 0 && confidence <= 1));
  if (bad === -1) return;
  throw new RangeError(`the confidence of prediction ${bad} is ${predictions[bad]?.confidence ?? NaN}`);
}

/** Some predictions of neighbouring confidence. */
export interface Bin {
  n: number;
  /** Sum of what was stated. */
  confidence: number;
  /** How many were right. */
  right: number;
}

/** The bins of equal mass, without empty ones. */
export function binsOf(predictions: readonly Judged[]): Bin[] {
  const sorted = [...predictions].sort((a, b) => a.confidence - b.confidence);
  const bins: Bin[] = [];
  for (const [from, to] of equalMassCuts(sorted.length, BINS)) {
    const bin = { n: to - from, confidence: 0, right: 0 };
    for (const { confidence, isRight } of sorted.slice(from, to)) {
      bin.confidence += confidence;
      if (isRight) bin.right += 1;
    }
    if (bin.n > 0) bins.push(bin);
  }
  return bins;
}

/**
 * Where n sorted values are cut into bins of about as many each: from, and before which, at floor(b n / bins). O(bins).
 * @throws RangeError unless `bins` is whole and above 0.
 */
export function equalMassCuts(n: number, bins: number): [from: number, to: number][] {
  if (!(Number.isInteger(bins) && bins > 0)) throw new RangeError(`there are ${bins} bins to cut into`);
  return Array.from({ length: bins }, (_, bin) => [
    Math.floor((bin * n) / bins),
    Math.floor(((bin + 1) * n) / bins),
  ]);
}

/**
 * The largest share of predictions that could be taken unseen, most confident first, such that at least
 * `precision` of them are right; 0 when there is none. Predictions of equal confidence are taken
 * together or not at all. O(n log n).
 *
 * @throws RangeError for a confidence or a precision that is not in [0, 1].
 */
export function shareAtPrecision(predictions: readonly Judged[], precision: number): number {
  if (!(precision >= 0 && precision <= 1)) throw new RangeError(`a precision is in [0, 1], got ${precision}`);
  checkConfidences(predictions);
  const sorted = [...predictions].sort((a, b) => b.confidence - a.confidence);
  let right = 0;
  let share = 0;
  sorted.forEach(({ confidence, isRight }, index) => {
    if (isRight) right += 1;
    const isCut = sorted[index + 1]?.confidence !== confidence;
    if (isCut && right >= precision * (index + 1)) share = (index + 1) / sorted.length;
  });
  return share;
}
