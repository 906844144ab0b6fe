import type { CertificateResult } from './certified-threshold.ts';
import { checkBound, labelsNeeded, type ShareBound } from './labels-needed.ts';

export interface AutomationOptions extends ShareBound {
  /** Labels that a certificate looks back on. */
  window: number;
  /** Where only a part of what was automatic is ever labelled: after so many of one payee, one is reviewed. */
  reviewEvery: number | null;
}

/** What is known of one payee. */
export interface PayeeRecord {
  /** Automatic decisions whose labels have not come. */
  unlabelled: number;
  /** Right labels in a row. */
  streak: number;
  /** A label was wrong, and none right since. */
  isQuarantined: boolean;
  /** Automatic decisions since one was reviewed. */
  sinceReview: number;
}

/** Plain data: it can be stored as JSON and taken up again. */
export interface AutomationState {
  options: AutomationOptions;
  certificate: CertificateResult;
  /** The newest labels: confidence as it was recorded at the decision, and whether it was right (1 or 0). */
  labels: { confidence: number[]; isRight: number[] };
  /** Labels since the last certificate. */
  fresh: number;
  /** The share wrong that the controller allows now. */
  allowed: number;
  /** How far the wrong ones among automatic decisions are above what is allowed, cumulated. */
  excess: number;
  isBreakerOpen: boolean;
  breakerOpenings: number;
  payees: Record<string, PayeeRecord>;
}

/** Certificates aim below the bound: the future resembles the past less than one part of it another. */
export const AIM = 0.9;

const DEFAULTS = { risk: 0.1, reviewEvery: null };

/**
 * The start: nothing is automatic.
 *
 * @throws RangeError for a bound that is none, a window that is not whole or holds fewer labels than a certificate needs, and
 *   a number of decisions a review that is not whole and above 0.
 */
export function createAutomation(
  options: Pick<AutomationOptions, 'maxWrong'> & Partial<AutomationOptions>,
): AutomationState {
  // Shares as small as 2 % take more labels to tell apart.
  const window = options.window ?? Math.round(100 / options.maxWrong);
  const whole = { ...DEFAULTS, ...options, window };
  checkBound('createAutomation', whole);
  const needed = labelsNeeded({ maxWrong: AIM * whole.maxWrong, risk: whole.risk });
  if (!(Number.isInteger(window) && window >= needed)) {
    throw new RangeError(`createAutomation needs a window of ${needed} labels or more, got ${window}`);
  }
  const { reviewEvery } = whole;
  if (reviewEvery !== null && !(Number.isInteger(reviewEvery) && reviewEvery > 0)) {
    throw new RangeError(`createAutomation has one in so many reviewed, got one in ${reviewEvery}`);
  }
  return {
    options: whole,
    certificate: { status: 'insufficient_data', needed, has: 0 },
    labels: { confidence: [], isRight: [] },
    ...{ fresh: 0, allowed: whole.maxWrong, excess: 0, isBreakerOpen: false, breakerOpenings: 0, payees: {} },
  };
}

export function payeeOf(state: AutomationState, payee: string): PayeeRecord {
  const known = Object.hasOwn(state.payees, payee) ? state.payees[payee] : undefined;
  if (known) return known;
  const fresh = { unlabelled: 0, streak: 0, isQuarantined: false, sinceReview: 0 };
  Object.defineProperty(state.payees, payee, {
    value: fresh,
    enumerable: true,
    configurable: true,
    writable: true,
  });
  return fresh;
}
