import { fitLogisticCurve } from '../linear/index.ts';

/** p = 1 / (1 + exp(-(slope (score - centre) / spread + intercept))). */
export interface PlattCalibration {
  method: 'platt';
  /** A score amid those that were learned: digits of large scores that lie close together are kept. */
  centre: number;
  /** How far from it they lay at most; 1 where all were the same. */
  spread: number;
  slope: number;
  intercept: number;
}

/** p = 1 / (1 + exp(-logit(score) / temperature)). */
export interface TemperatureCalibration {
  method: 'temperature';
  temperature: number;
}

/** p = 1 / (1 + exp(-(a ln score - b ln(1 - score) + c))), a and b at least 0. */
export interface BetaCalibration {
  method: 'beta';
  a: number;
  b: number;
  c: number;
}

/** Scores nearer to 0 and 1 are taken as this near: their logarithms would be infinite. */
const EDGE = 1e-9;
const inside = (score: number) => Math.min(1 - EDGE, Math.max(EDGE, score));
const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));

/**
 * Platt's calibration: a logistic curve over the score, which may be any number. Two numbers, so that a few dozen labels are
 * enough; right where the scores of either kind are about normal.
 *
 * Its targets are (positives + 1) / (positives + 2) and 1 / (negatives + 2) instead of 1 and 0, so that it stays finite
 * where a score separates the two. Fitted in units of the scores' own spread, so that it is the same curve at any scale,
 * wherever 0 is. O(n).
 * Source: J. C. Platt (1999), Probabilistic outputs for support vector machines; H.-T. Lin, C.-J. Lin and R. C. Weng (2007),
 * Machine Learning 68, 267-276.
 */
export function fitPlatt(scores: Float64Array, truths: Float64Array): PlattCalibration {
  const first = scores[0] ?? 0;
  const centre = scores.reduce((sum, score) => sum + (score - first) / scores.length, first);
  const spread = scores.reduce((most, score) => Math.max(most, Math.abs(score - centre)), 0) || 1;
  const [slope = 0, intercept = 0] = fitLogisticCurve(
    [scores.map((score) => (score - centre) / spread), new Float64Array(scores.length).fill(1)],
    smoothed(truths),
  );
  return slope >= 0 ? { method: 'platt', centre, spread, slope, intercept } : flat(truths);
}

/** A curve that falls would turn the ranking around: then the score says nothing, and its share is said. */
function flat(truths: Float64Array): PlattCalibration {
  const targets = smoothed(truths);
  const mean = targets.reduce((sum, target) => sum + target, 0) / targets.length;
  return { method: 'platt', centre: 0, spread: 1, slope: 0, intercept: Math.log(mean / (1 - mean)) };
}

export function applyPlatt({ centre, spread, slope, intercept }: PlattCalibration, score: number): number {
  return sigmoid(slope * ((score - centre) / spread) + intercept);
}

/**
 * Temperature: one number that makes probabilities milder (above 1) or bolder, and leaves .5 where it is. O(n).
 * Source: C. Guo, G. Pleiss, Y. Sun and K. Q. Weinberger (2017), On calibration of modern neural networks, ICML.
 */
export function fitTemperature(scores: Float64Array, truths: Float64Array): TemperatureCalibration {
  const [slope = 0] = fitLogisticCurve([scores.map(logit)], smoothed(truths));
  return { method: 'temperature', temperature: 1 / Math.max(slope, 1e-6) };
}

export function applyTemperature({ temperature }: TemperatureCalibration, score: number): number {
  return sigmoid(logit(score) / temperature);
}

/**
 * Beta calibration: a curve that bends at either end by itself, the identity among them. a or b below 0 would make it fall:
 * it is then left out. O(n).
 * Source: M. Kull, T. M. Silva Filho and P. Flach (2017), Beyond sigmoids, Electronic Journal of Statistics 11, 5052-5080.
 */
export function fitBeta(scores: Float64Array, truths: Float64Array): BetaCalibration {
  const ones = new Float64Array(scores.length).fill(1);
  const ofScore = scores.map((score) => Math.log(inside(score)));
  const ofRest = scores.map((score) => -Math.log(1 - inside(score)));
  const targets = smoothed(truths);
  const [a = 0, b = 0, c = 0] = fitLogisticCurve([ofScore, ofRest, ones], targets);
  if (a >= 0 && b >= 0) return { method: 'beta', a, b, c };
  const [left = 0, atLeft = 0] = fitLogisticCurve([a < 0 ? ofRest : ofScore, ones], targets);
  if (left < 0) return { method: 'beta', a: 0, b: 0, c: flat(truths).intercept };
  return a < 0 ? { method: 'beta', a: 0, b: left, c: atLeft } : { method: 'beta', a: left, b: 0, c: atLeft };
}

export function applyBeta({ a, b, c }: BetaCalibration, score: number): number {
  const value = inside(score);
  return sigmoid(a * Math.log(value) - b * Math.log(1 - value) + c);
}

function logit(score: number): number {
  const value = inside(score);
  return Math.log(value / (1 - value));
}

function smoothed(truths: Float64Array): Float64Array {
  const positives = truths.reduce((sum, truth) => sum + truth, 0);
  const [high, low] = [(positives + 1) / (positives + 2), 1 / (truths.length - positives + 2)];
  return truths.map((truth) => (truth === 1 ? high : low));
}
