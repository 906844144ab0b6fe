/** Plain data: it can be stored and taken up again. */
export interface OnlineCalibrationState {
  /** On the logit of the score. */
  slope: number;
  intercept: number;
  /** Sums of squared gradients, by which steps become smaller. */
  slopeSquares: number;
  interceptSquares: number;
  rate: number;
}

const EDGE = 1e-6;

/** The start is the identity. A larger rate follows faster, and wanders more. */
export function createOnlineCalibration(rate = 0.05): OnlineCalibrationState {
  if (!(rate > 0)) throw new RangeError(`createOnlineCalibration needs a rate above 0, got ${rate}`);
  return { slope: 1, intercept: 0, slopeSquares: 1, interceptSquares: 1, rate };
}

/** What the score means by the labels up to now. O(1). */
export function calibrateOnline({ slope, intercept }: OnlineCalibrationState, score: number): number {
  return 1 / (1 + Math.exp(-(slope * logit(score) + intercept)));
}

/**
 * Learns one label: a step of logistic regression on the logit of the score, each coefficient by its own rate (AdaGrad). The
 * slope stays at 0 at least. What was said before the label came is returned, so that it can be judged fairly. O(1).
 * Source: J. Duchi, E. Hazan and Y. Singer (2011), Adaptive subgradient methods, JMLR 12, 2121-2159.
 *
 * @throws RangeError for a score that is not in [0, 1].
 */
export function foldOnlineCalibration(state: OnlineCalibrationState, score: number, isTrue: boolean): number {
  if (!(score >= 0 && score <= 1))
    throw new RangeError(`foldOnlineCalibration needs a score in [0, 1], got ${score}`);
  const said = calibrateOnline(state, score);
  const residual = said - (isTrue ? 1 : 0);
  const gradient = residual * logit(score);
  state.slopeSquares += gradient ** 2;
  state.interceptSquares += residual ** 2;
  state.slope = Math.max(0, state.slope - (state.rate * gradient) / Math.sqrt(state.slopeSquares));
  state.intercept -= (state.rate * residual) / Math.sqrt(state.interceptSquares);
  return said;
}

function logit(score: number): number {
  const value = Math.min(1 - EDGE, Math.max(EDGE, score));
  return Math.log(value / (1 - value));
}
