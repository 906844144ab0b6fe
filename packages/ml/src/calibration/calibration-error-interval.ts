import { normalCdf, normalQuantile } from '../distributions/index.ts';
import { createRandom } from '../random/index.ts';
import { quantile, type InsufficientData, type Interval } from '../statistics/index.ts';
import { binsOf, checkConfidences, type Bin, type Judged } from './calibration-error.ts';

/** Thirty a bin: with fewer, shares near 1 are too far from normal. */
const LEAST_ROWS = 450;
const DRAWS = 4_000;
const HALVINGS = 20;

/** What a sample tells of the calibration error of all that it stands for. */
export interface CalibrationErrorInterval extends Interval {
  status: 'estimated';
  /** Of the sample: the mean distance of its bins. Too large on average, the more so the fewer rows. */
  error: number;
  /** The same without most of what chance adds to it, 0 at least. */
  corrected: number;
}

/**
 * The expected calibration error with an interval of the error that the bins have in truth, and without what chance adds.
 *
 * Bin b has the share w_b of the rows, the excess x_b = mean confidence - share right, and the deviation
 * s_b = sqrt(r (1 - r) / n_b), r = (right + 1) / (n_b + 2). The truth is E = sum w_b |e_b|, e_b what x_b is on average; its
 * plug-in sum w_b |x_b| is too large, as |x_b| is of a bin that is right.
 * corrected = sum w_b (2 |x_b| - E|N(x_b, s_b^2)|), the bias at x_b taken off once; some of it stays where E is near 0.
 * low = plug-in - the 1 - .45 alpha quantile of sum w_b (s_b Z_b, or s_b |Z_b| where |x_b| is within what signs of all bins
 * at alpha / 10 allow): chance adds no more, whatever e is. high: the largest E whose plug-in, at e_b / s_b alike, where by
 * convexity it shows least on average, is below what was seen with probability alpha / 2 or more; at least the plug-in.
 *
 * Near 0 a bootstrap misses: its resamples are all above E. This interval begins at 0 unless the bins are off by more than
 * chance, so that its lower end is a test of calibration. At 95 % and 500 rows it held 97 to 100 % of the errors of
 * `npm run bench -- ml calibration-error`, percentiles of a bootstrap 0 to 93 %.
 * Not covered: what the bins hide, over- and underconfidence that cancel within one; rows that depend on each other; equal
 * confidences that come in an order which knows the truth. Deterministic by the seed. O(n log n + draws bins).
 * Source: A. Kumar, P. Liang and T. Ma (2019), Verified uncertainty calibration, NeurIPS, for the bias; J. P. Romano, A. M.
 * Shaikh and M. Wolf (2014), A practical two-step method for testing moment inequalities, Econometrica 82, 1979-2002, for
 * the signs; the rest is our own.
 *
 * @throws RangeError for a confidence of the interval that is not above 0 and below 1, and for one that was stated and is
 *   not in [0, 1].
 */
export function calibrationErrorInterval(
  predictions: readonly Judged[],
  { confidence = 0.95, seed = 0 }: { confidence?: number; seed?: number } = {},
): CalibrationErrorInterval | InsufficientData {
  if (!(confidence > 0 && confidence < 1)) {
    throw new RangeError(`a confidence is above 0 and below 1, got ${confidence}`);
  }
  checkConfidences(predictions);
  if (predictions.length < LEAST_ROWS) {
    return { status: 'insufficient_data', needed: LEAST_ROWS, has: predictions.length };
  }
  const bins = binsOf(predictions).map((bin) => measured(bin, predictions.length));
  const random = createRandom(seed);
  const draws = Array.from({ length: DRAWS }, () =>
    Float64Array.from(bins, ({ share, deviation }) => share * deviation * random.normal()),
  );
  let [error, corrected] = [0, 0];
  for (const { share, excess, deviation } of bins) {
    error += share * Math.abs(excess);
    corrected += share * (2 * Math.abs(excess) - foldedMean(excess, deviation));
  }
  return {
    ...{ status: 'estimated', error, corrected: Math.max(0, corrected) },
    low: Math.max(0, error - mostAdded(bins, draws, 1 - confidence)),
    high: Math.min(1, largestOf(bins, draws, { error, alpha: 1 - confidence })),
  };
}

/** What chance adds to the error at most: its size where a bin may be right, with its sign where it surely is not. */
function mostAdded(bins: readonly Measured[], draws: readonly Float64Array[], alpha: number): number {
  const [forSigns, rest] = [alpha / 10, (0.9 * alpha) / 2];
  const far = normalQuantile(1 - forSigns / (2 * bins.length));
  const isSure = bins.map(({ excess, deviation }) => Math.abs(excess) > far * deviation);
  const added = draws.map((drawn) =>
    drawn.reduce((sum, one, bin) => sum + (isSure[bin] === true ? one : Math.abs(one)), 0),
  );
  return quantile(added, 1 - rest);
}

/** The largest error of all that would still show as little as was seen, spread so that it shows the least. */
function largestOf(
  bins: readonly Measured[],
  draws: readonly Float64Array[],
  { error, alpha }: { error: number; alpha: number },
): number {
  const unit = bins.reduce((sum, { share, deviation }) => sum + share * deviation, 0);
  const leastShown = (times: number) =>
    quantile(
      draws.map((drawn) => {
        let sum = 0;
        bins.forEach(({ share, deviation }, bin) => {
          sum += Math.abs(times * share * deviation + (drawn[bin] ?? 0));
        });
        return sum;
      }),
      alpha / 2,
    );
  let [low, high] = [0, error / unit + 5];
  for (let step = 0; step < HALVINGS; step++) {
    const middle = (low + high) / 2;
    if (leastShown(middle) < error) low = middle;
    else high = middle;
  }
  return Math.max(error, high * unit);
}

interface Measured {
  /** Of all rows. */
  share: number;
  excess: number;
  deviation: number;
}

function measured({ n, confidence, right }: Bin, all: number): Measured {
  const likely = (right + 1) / (n + 2);
  return {
    share: n / all,
    excess: (confidence - right) / n,
    deviation: Math.sqrt((likely * (1 - likely)) / n),
  };
}

/** The mean of |N(mean, deviation^2)|. */
function foldedMean(mean: number, deviation: number): number {
  const z = mean / deviation;
  return deviation * Math.sqrt(2 / Math.PI) * Math.exp((-z * z) / 2) + mean * (1 - 2 * normalCdf(-z));
}
