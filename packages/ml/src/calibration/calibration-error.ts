/** A prediction whose truth is known. */
export interface Judged {
  /** What was said to be the probability of being right, 0..1. */
  confidence: number;
  isRight: boolean;
}

const BINS = 15;

/**
 * Expected calibration error over bins of equal mass, 15 unless told: how far, on average, the share of right
 * predictions is from the confidence that was stated.
 *
 * ECE = sum over bins (size / n) |mean confidence - share right|, the predictions sorted by confidence
 * and cut at floor(b n / bins). Equal confidences keep the order in which they came.
 * Source: M. P. Naeini, G. F. Cooper, M. Hauskrecht (2015), Obtaining well calibrated probabilities using
 * Bayesian binning, AAAI; bins of equal mass as in K. Nguyen and B. O'Connor (2015), EMNLP. With fewer
 * predictions than bins some bins are empty and count nothing. O(n log n).
 *
 * @throws RangeError for no predictions, or bins that are not whole and above 0.
 */
export function expectedCalibrationError(predictions: readonly Judged[], bins = BINS): number {
  const n = predictions.length;
  if (n === 0) throw new RangeError('expectedCalibrationError needs at least one prediction');
  if (!(Number.isInteger(bins) && bins > 0)) throw new RangeError(`bins is whole and above 0, got ${bins}`);
  const sorted = [...predictions].sort((a, b) => a.confidence - b.confidence);
  let error = 0;
  for (let bin = 0; bin < bins; bin++) {
    const members = sorted.slice(Math.floor((bin * n) / bins), Math.floor(((bin + 1) * n) / bins));
    let excess = 0;
    for (const { confidence, isRight } of members) excess += confidence - (isRight ? 1 : 0);
    error += Math.abs(excess) / n;
  }
  return error;
}

/**
 * The largest share of predictions that could be taken unseen, most confident first, such that at least
 * `precision` of them are right; 0 when there is none. Predictions of equal confidence are taken
 * together or not at all. O(n log n).
 */
export function shareAtPrecision(predictions: readonly Judged[], precision: number): number {
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
