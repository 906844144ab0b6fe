import type { InsufficientData } from '../statistics/index.ts';
import { leastEnough } from './labels-needed.ts';

/** A labelled decision with what it costs to be wrong. */
export interface Staked {
  confidence: number;
  isRight: boolean;
  /** What is lost when it is wrong, 0 at least: its amount, or 1. */
  stake: number;
  /** How many decisions it stands for: 1 over the probability with which it was chosen for review. 1 where absent. */
  weight?: number;
}

/** At most so much lost a decision on average. */
export interface LossBound {
  /** 50 EUR a month at 400 decisions a month are .125. */
  maxLoss: number;
  /** In (0, 1). */
  risk: number;
  /** Larger ones are never made unseen. */
  maxStake: number;
  /** The largest weight there can be; 1 where absent. */
  maxWeight?: number;
  /** Over which decisions the mean is taken: all, whoever makes them, or those alone that are made unseen. All where absent. */
  over?: 'all' | 'made';
}

export type LossCertificate =
  | { status: 'certified'; threshold: number; n: number; loss: number }
  | { status: 'not_certified'; n: number; loss: number }
  | InsufficientData;

/** Thresholds that are tried: the confidences of so many equal parts of the labels, from the top. */
const STEPS = 60;
/** Shares of the largest stake that can be put on it. */
const BETS = [0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.7, 0.9];

/**
 * The lowest confidence from which on decisions may be made unseen, such that what is lost by wrong ones is at most
 * `maxLoss` a decision on average, with probability 1 - risk. Takes weights (for labels that were chosen with
 * unequal probability) and stakes (amounts). Over all decisions it bounds what is lost in a month; over those that are
 * made unseen, with all stakes 1 and a largest of 1, the share of them that is wrong.
 *
 * For a threshold t, loss_i = stake_i where it is wrong, confident enough and not too large, else 0 (over `made`, decisions
 * that are not made are left out). Whoever bets the share b of what is safe to bet on each next loss being below the bound has, were the bound broken, no more at the end than at
 * the start on average: capital = mean over b of prod (1 + b weight_i (bound - loss_i) / scale), scale = largest weight times
 * the larger of bound and largest stake - bound. Capital of 1 / risk or more is as improbable as `risk`; then t passes.
 * Thresholds are tried from the top (over `made`, from twice the labels needed without a loss), the first that fails ends it.
 * O(thresholds bets n).
 * Source: I. Waudby-Smith and A. Ramdas (2024), Estimating means of bounded random variables by betting, JRSS B 86, 1-27;
 * A. N. Angelopoulos et al. (2021), Learn then test, arXiv:2110.01052.
 *
 * Where all stakes and weights are alike, `certifyThreshold` is exact and needs fewer labels. The same is not promised.
 *
 * @throws RangeError for a bound that is none, or so small beside the largest stake that no number of labels is enough, for a
 *   confidence that is not finite, for stakes and weights below 0 and weights above `maxWeight`.
 */
export function certifyLossThreshold(staked: readonly Staked[], bound: LossBound): LossCertificate {
  checkLossBound(staked, bound);
  const needed = lossLabelsNeeded(bound);
  if (staked.length < needed) return { status: 'insufficient_data', needed, has: staked.length };
  // Decisions that are not made prove something of all, but nothing of those that are.
  const least = bound.over === 'made' ? Math.min(2 * needed, staked.length) : 1;
  const descending = staked.map(({ confidence }) => confidence).sort((a, b) => b - a);
  let best: LossCertificate | null = null;
  let last = Infinity;
  for (let step = 1; step <= STEPS; step++) {
    const rank = Math.ceil((step * descending.length) / STEPS);
    const threshold = descending[rank - 1] ?? 0;
    if (threshold >= last || rank < least) continue;
    last = threshold;
    const { isProved, n, loss } = bet(staked, threshold, bound);
    if (!isProved) return best ?? { status: 'not_certified', n, loss };
    best = { status: 'certified', threshold, n, loss };
  }
  return best ?? { status: 'not_certified', n: 0, loss: 0 };
}

/** Labels that it takes when nothing is lost and all weigh the most. */
function lossLabelsNeeded(bound: LossBound): number {
  const gains = BETS.map((share) => Math.log1p((share * bound.maxLoss) / scaleOf(bound)));
  const isEnough = (n: number) => meanOfExp(gains.map((gain) => n * gain)) >= 1 / bound.risk;
  return leastEnough(0, isEnough);
}

/** The most that one decision of weight 1 can be above or below the bound. */
function scaleOf({ maxLoss, maxStake }: LossBound): number {
  return Math.max(maxStake - maxLoss, maxLoss);
}

function bet(
  staked: readonly Staked[],
  threshold: number,
  bound: LossBound,
): { isProved: boolean; n: number; loss: number } {
  const { maxLoss, maxStake, maxWeight = 1, over = 'all' } = bound;
  const scale = scaleOf(bound) * maxWeight;
  const logCapital = BETS.map(() => 0);
  let [n, lost, weights] = [0, 0, 0];
  for (const { confidence, isRight, stake, weight = 1 } of staked) {
    const isMade = confidence >= threshold && stake <= maxStake;
    if (isMade) n += 1;
    else if (over === 'made') continue;
    const loss = isMade && !isRight ? stake : 0;
    lost += weight * loss;
    weights += weight;
    const gain = (weight * (maxLoss - loss)) / scale;
    BETS.forEach((share, index) => {
      logCapital[index] = (logCapital[index] ?? 0) + Math.log1p(share * gain);
    });
  }
  const isProved = meanOfExp(logCapital) >= 1 / bound.risk;
  return { isProved, n, loss: weights === 0 ? 0 : lost / weights };
}

function meanOfExp(logs: readonly number[]): number {
  return logs.reduce((sum, log) => sum + Math.exp(Math.min(log, 700)), 0) / logs.length;
}

function checkLossBound(staked: readonly Staked[], bound: LossBound): void {
  const { maxLoss, risk, maxStake, maxWeight = 1 } = bound;
  const isAmount = (value: number) => value > 0 && value < Infinity;
  if (!(isAmount(maxLoss) && isAmount(maxStake) && isAmount(maxWeight) && risk > 0 && risk < 1)) {
    throw new RangeError(
      `certifyLossThreshold needs a loss, a largest stake and a largest weight above 0 and a risk below 1, got ${maxLoss}, ${maxStake}, ${maxWeight} and ${risk}`,
    );
  }
  staked.forEach(({ confidence, stake, weight = 1 }, index) => {
    if (Number.isFinite(confidence) && stake >= 0 && weight >= 0 && weight <= maxWeight) return;
    throw new RangeError(
      `certifyLossThreshold needs a confidence, a stake of 0 at least and a weight of 0 to ${maxWeight}, got ${confidence}, ${stake}, ${weight} at ${index}`,
    );
  });
}
