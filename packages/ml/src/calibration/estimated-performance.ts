import { checkProbabilities } from '../metrics/index.ts';
import type { InsufficientData } from '../statistics/index.ts';

/** What is to be expected of predictions whose truth is not known yet. */
export interface EstimatedPerformance {
  status: 'estimated';
  /** Expected counts. */
  truePositives: number;
  falsePositives: number;
  trueNegatives: number;
  falseNegatives: number;
  accuracy: number;
  /** Null where nothing is predicted, or nothing expected, to be true. */
  precision: number | null;
  recall: number | null;
  f1: number | null;
  rocAuc: number | null;
}

/**
 * Confidence-based performance estimation: how good predictions are, without labels, from what they say of themselves. Right as
 * far as the probabilities are calibrated on these very rows: a change of what scores mean is not seen by it.
 *
 * Each row of probability p is p of a true one and 1 - p of another; predicted true from `threshold` on. ROC AUC by the
 * expected ranks: pairs of different rows and of each with itself, as in NannyML. O(n log n).
 * Source: J. Bialek, W. Kuberski, N. Perrakis and A. Bifet (2024), Estimating model performance under covariate shift
 * without labels, arXiv:2401.08348; NannyML, how performance estimation works.
 *
 * @throws RangeError for what is no probability, and a threshold that is NaN.
 */
export function estimatePerformance(
  probabilities: ArrayLike<number>,
  threshold = 0.5,
): EstimatedPerformance | InsufficientData {
  const all = Array.from(probabilities);
  checkProbabilities('estimatePerformance', all);
  if (Number.isNaN(threshold)) throw new RangeError('estimatePerformance needs a threshold, got NaN');
  if (all.length === 0) return { status: 'insufficient_data', needed: 1, has: 0 };
  const counts = { truePositives: 0, falsePositives: 0, trueNegatives: 0, falseNegatives: 0 };
  for (const probability of all) {
    if (probability >= threshold) {
      counts.truePositives += probability;
      counts.falsePositives += 1 - probability;
    } else {
      counts.falseNegatives += probability;
      counts.trueNegatives += 1 - probability;
    }
  }
  const { truePositives, falsePositives, trueNegatives, falseNegatives } = counts;
  const share = (part: number, whole: number) => (whole === 0 ? null : part / whole);
  return {
    ...{ status: 'estimated', ...counts, accuracy: (truePositives + trueNegatives) / all.length },
    precision: share(truePositives, truePositives + falsePositives),
    recall: share(truePositives, truePositives + falseNegatives),
    f1: share(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives),
    rocAuc: expectedAuc(all),
  };
}

function expectedAuc(probabilities: readonly number[]): number | null {
  const groups = [...Map.groupBy(probabilities, (probability) => probability)].sort(([a], [b]) => b - a);
  let [positivesAbove, area, positives] = [0, 0, 0];
  for (const [probability, { length }] of groups) {
    const here = probability * length;
    area += (length - here) * (positivesAbove + here / 2);
    positivesAbove += here;
    positives += here;
  }
  const negatives = probabilities.length - positives;
  return positives === 0 || negatives === 0 ? null : area / (positives * negatives);
}
