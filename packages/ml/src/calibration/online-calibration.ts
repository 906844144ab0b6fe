import {
  applyOnlineCurve,
  createOnlineCurve,
  foldOnlineCurve,
  type CurveMethod,
  type OnlineCurve,
} from './online-curve.ts';
import {
  applyOnlineIsotonic,
  createOnlineIsotonic,
  foldOnlineIsotonic,
  type OnlineIsotonic,
} from './online-isotonic.ts';

/** Plain data: it can be stored and taken up again. */
export type OnlineCalibrationState = OnlineCurve | OnlineIsotonic;

export type OnlineCalibrationOptions =
  /** A larger rate follows faster, and wanders more; .05 if left out. Platt's curve if nothing is said. */
  | { method?: CurveMethod; rate?: number }
  /** The newest labels that count; 2,000 if left out. Fewer follow faster, and know less. */
  | { method: 'isotonic'; window?: number };

/**
 * The start of a calibration that learns from one label at a time: it says the score itself.
 *
 * As `fitCalibration`: Platt's curve over the logit of the score (two numbers), temperature (one), beta (three), by AdaGrad; or
 * isotonic over a window of the newest labels. Curves remember all labels, ever less of each; the window forgets what left it.
 *
 * @throws RangeError for a rate that is not above 0 and finite, and a window of fewer than 40.
 */
export function createOnlineCalibration(options: OnlineCalibrationOptions = {}): OnlineCalibrationState {
  if (options.method === 'isotonic') return createOnlineIsotonic(options.window ?? 2_000);
  return createOnlineCurve(options.method ?? 'platt', options.rate ?? 0.05);
}

/**
 * What the score means by the labels up to now. O(1), isotonic O(log window).
 *
 * @throws RangeError for a score that is not in [0, 1].
 */
export function calibrateOnline(state: OnlineCalibrationState, score: number): number {
  if (!(score >= 0 && score <= 1))
    throw new RangeError(`online calibration needs a score in [0, 1], got ${score}`);
  return state.method === 'isotonic' ? applyOnlineIsotonic(state, score) : applyOnlineCurve(state, score);
}

/**
 * Learns one label. What was said before it came is returned, so that it can be judged fairly.
 *
 * Curves: a step of logistic regression on ln s - ln(1 - s), or on both by themselves (beta), each coefficient by its own
 * rate; slopes stay at 0 at least. O(1). Isotonic: adjacent violators are pooled over the window each time that a fortieth of
 * it is new; what is said keeps 1 / (labels + 2) from 0 and 1. O(40 log window) a label, memory 16 bytes a label.
 * Source: J. Duchi, E. Hazan and Y. Singer (2011), Adaptive subgradient methods, JMLR 12, 2121-2159; M. Ayer et al. (1955),
 * Annals of Mathematical Statistics 26, 641-647.
 *
 * @throws RangeError for a score that is not in [0, 1].
 */
export function foldOnlineCalibration(state: OnlineCalibrationState, score: number, isTrue: boolean): number {
  const said = calibrateOnline(state, score);
  if (state.method === 'isotonic') foldOnlineIsotonic(state, score, isTrue);
  else foldOnlineCurve(state, score, isTrue);
  return said;
}
