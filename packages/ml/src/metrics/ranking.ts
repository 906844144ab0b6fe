import type { InsufficientData } from '../statistics/index.ts';
import { checkTruths } from './check.ts';

/** Scores that are equal stand together: how many came, and how many of them were true. */
interface Step {
  n: number;
  positives: number;
}

/**
 * The area under the ROC curve: the probability that a true one has a higher score than one that is not, ties half.
 *
 * By the sum of midranks: (R - P (P + 1) / 2) / (P N). Needs one of each kind. O(n log n).
 * Source: J. A. Hanley and B. J. McNeil (1982), Radiology 143, 29-36.
 *
 * @throws RangeError for a score that is NaN, truths other than 0 and 1, and lengths that differ.
 */
export function rocAuc(scores: ArrayLike<number>, truths: ArrayLike<number>): number | InsufficientData {
  checkTruths('rocAuc', scores, truths);
  const steps = stepsOf(scores, truths);
  const positives = steps.reduce((sum, step) => sum + step.positives, 0);
  const negatives = scores.length - positives;
  if (positives === 0 || negatives === 0) return oneOfEach(positives, negatives);
  let [above, area] = [0, 0];
  for (const step of steps) {
    const fromHere = step.n - step.positives;
    area += fromHere * (above + step.positives / 2);
    above += step.positives;
  }
  return area / (positives * negatives);
}

/**
 * Average precision, the area under the curve of precision and recall as steps: the precision at each score, by the recall
 * that it adds. Equal scores are one step, so that their order does not matter.
 *
 * AP = sum over steps (R_k - R_(k-1)) P_k, as scikit-learn's average_precision_score; no line is drawn between steps,
 * which would be too good. O(n log n).
 * Source: J. Davis and M. Goadrich (2006), The relationship between precision-recall and ROC curves, ICML.
 *
 * @throws RangeError as `rocAuc`.
 */
export function averagePrecision(
  scores: ArrayLike<number>,
  truths: ArrayLike<number>,
): number | InsufficientData {
  checkTruths('averagePrecision', scores, truths);
  const steps = stepsOf(scores, truths);
  const positives = steps.reduce((sum, step) => sum + step.positives, 0);
  if (positives === 0) return { status: 'insufficient_data', needed: 1, has: 0 };
  let [n, found, sum] = [0, 0, 0];
  for (const step of steps) {
    n += step.n;
    found += step.positives;
    sum += step.positives * (found / n);
  }
  return sum / positives;
}

/** From the highest score down. */
function stepsOf(scores: ArrayLike<number>, truths: ArrayLike<number>): Step[] {
  const order = Array.from(scores, (_, index) => index).sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0));
  const steps: Step[] = [];
  let last = Number.NaN;
  for (const index of order) {
    const score = scores[index] ?? 0;
    const truth = truths[index] ?? 0;
    const step = steps.at(-1);
    if (step && score === last) {
      step.n += 1;
      step.positives += truth;
    } else steps.push({ n: 1, positives: truth });
    last = score;
  }
  return steps;
}

function oneOfEach(positives: number, negatives: number): InsufficientData {
  return { status: 'insufficient_data', needed: 1, has: Math.min(positives, negatives) };
}
