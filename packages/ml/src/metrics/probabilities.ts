import type { InsufficientData } from '../statistics/index.ts';
import { checkProbabilities, checkTruths } from './check.ts';

/**
 * Log loss: the mean of -ln of the probability that was given to what turned out true, in nats; infinite where that was 0.
 * O(n).
 * Source: I. J. Good (1952), Rational decisions, JRSS B 14, 107-114.
 *
 * @throws RangeError for what is no probability.
 */
export function logLoss(ofTruth: ArrayLike<number>): number | InsufficientData {
  checkProbabilities('logLoss', ofTruth);
  if (ofTruth.length === 0) return { status: 'insufficient_data', needed: 1, has: 0 };
  let sum = 0;
  for (let index = 0; index < ofTruth.length; index++) sum -= Math.log(ofTruth[index] ?? 0);
  return sum / ofTruth.length;
}

export interface BrierScore {
  status: 'scored';
  /** Mean squared difference of probability and truth. */
  score: number;
  /** How far stated probabilities are from the shares that came true; 0 is best. */
  reliability: number;
  /** How far those shares lie apart; more is better. */
  resolution: number;
  /** Of the truths alone: p (1 - p). */
  uncertainty: number;
}

/**
 * The Brier score, and what it is made of: score = reliability - resolution + uncertainty, exactly.
 *
 * Over the distinct probabilities k: reliability = sum n_k / n (p_k - o_k)^2, resolution = sum n_k / n (o_k - o)^2,
 * uncertainty = o (1 - o), o_k the share true where p_k was said, o that of all. Round the probabilities first where they
 * hardly repeat. O(n log n).
 * Source: G. W. Brier (1950), Monthly Weather Review 78; A. H. Murphy (1973), A new vector partition of the probability
 * score, Journal of Applied Meteorology 12, 595-600.
 *
 * @throws RangeError for what is no probability, truths other than 0 and 1, and lengths that differ.
 */
export function brierScore(
  probabilities: ArrayLike<number>,
  truths: ArrayLike<number>,
): BrierScore | InsufficientData {
  checkTruths('brierScore', probabilities, truths);
  checkProbabilities('brierScore', probabilities);
  const n = truths.length;
  if (n === 0) return { status: 'insufficient_data', needed: 1, has: 0 };
  const groups = new Map<number, { n: number; came: number }>();
  let [score, came] = [0, 0];
  for (let index = 0; index < n; index++) {
    const [probability, truth] = [probabilities[index] ?? 0, truths[index] ?? 0];
    score += (probability - truth) ** 2 / n;
    came += truth;
    const group = groups.get(probability) ?? { n: 0, came: 0 };
    groups.set(probability, { n: group.n + 1, came: group.came + truth });
  }
  const overall = came / n;
  let [reliability, resolution] = [0, 0];
  for (const [probability, group] of groups) {
    reliability += (group.n / n) * (probability - group.came / group.n) ** 2;
    resolution += (group.n / n) * (group.came / group.n - overall) ** 2;
  }
  return { status: 'scored', score, reliability, resolution, uncertainty: overall * (1 - overall) };
}
