import { normalCdf, normalPdf } from '../distributions/index.ts';

/** What a choice between two costs on average, in the unit of the difference. */
export interface ExpectedLoss {
  /** Of keeping the first: what the second would have been better by, where it is. */
  keeping: number;
  /** Of changing to the second: what it is worse by, where it is. */
  changing: number;
}

/**
 * The expected loss of keeping the first of two or of changing to the second, their difference being normal: what a choice
 * costs where it is wrong, times how likely that is.
 *
 * keeping = E max(0, d) = m Phi(m/s) + s phi(m/s), changing = keeping - m; m is by how much the second is better. A standard
 * error of 0 leaves what is sure. O(1).
 * Source: H. Raiffa and R. Schlaifer (1961), Applied statistical decision theory, section 5.4 (unit normal loss integral).
 *
 * @throws RangeError unless the difference is finite and its standard error at least 0.
 */
export function expectedLoss(difference: number, standardError: number): ExpectedLoss {
  if (!(Number.isFinite(difference) && standardError >= 0 && Number.isFinite(standardError))) {
    throw new RangeError(
      `expectedLoss needs a difference and its standard error, got ${difference} and ${standardError}`,
    );
  }
  const gainOf = (mean: number) => {
    if (standardError === 0) return Math.max(0, mean);
    const z = mean / standardError;
    return Math.max(0, mean * normalCdf(z) + standardError * normalPdf(z));
  };
  return { keeping: gainOf(difference), changing: gainOf(-difference) };
}
