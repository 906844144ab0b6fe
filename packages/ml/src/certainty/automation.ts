import { AIM, payeeOf, type AutomationState } from './automation-state.ts';
import { certifyThreshold } from './certified-threshold.ts';

/** Why a decision is made unseen, or left to a person. */
export type AutomationReason =
  'certified' | 'no_certificate' | 'breaker' | 'confidence' | 'quarantine' | 'exposure' | 'review';

/** Automatic decisions of a payee whose labels have not come: so many, and one more for each right label in a row. */
const EXPOSURE = 2;
/** New labels from which on a certificate is made anew. */
const RENEW_AFTER = 10;
/** Labels that are kept when the breaker opens. */
const KEPT_LABELS = 300;
/** Shares of the bound at which certificates are made. */
const LADDER = [1, 0.8, 0.65, 0.5, 0.4, 0.3, 0.2];

/**
 * Whether a decision may be made unseen, and why or why not. One that is counts as unlabelled until `foldLabel` has its label.
 *
 * Five keepers, each of which can only say no: a certificate (`certifyThreshold` over the newest labels, aimed at .9 of
 * the bound), a controller that tightens it, a breaker, a quarantine of payees that were just wrong, and an exposure: a
 * payee may have 2 + (right labels in a row) decisions unlabelled, so that a habit that changes is found before much
 * rests on it. O(1).
 * Source: our own; compared and measured by `npm run bench -- certified`.
 */
export function decideAutomatic(
  state: AutomationState,
  { confidence, payee }: { confidence: number; payee: string },
): AutomationReason {
  const { certificate, options } = state;
  if (state.isBreakerOpen) return 'breaker';
  if (certificate.status !== 'certified') return 'no_certificate';
  if (!(confidence >= certificate.threshold)) return 'confidence';
  const record = payeeOf(state, payee);
  if (record.isQuarantined) return 'quarantine';
  if (record.unlabelled >= EXPOSURE + record.streak) return 'exposure';
  if (options.reviewEvery !== null && record.sinceReview >= options.reviewEvery) {
    record.sinceReview = 0;
    return 'review';
  }
  record.sinceReview += 1;
  record.unlabelled += 1;
  return 'certified';
}

/** A label, with what was recorded when the decision was made. */
export interface AutomationLabel {
  confidence: number;
  payee: string;
  isRight: boolean;
  wasAutomatic: boolean;
}

/**
 * Takes in a label, of an automatic decision or of one that a person made.
 *
 * Controller: a label of an automatic decision moves the allowed share by bound / 5 (bound - wrong), within .2 and 1 of the
 * bound; one of a person's moves it back by 1/300 of the way. Breaker: excess = max(0, excess + wrong - bound) opens it
 * above 3 sqrt(200 bound (1 - bound)): a cumulated sum of E. S. Page (1954), Biometrika 41. O(1).
 *
 * Promised without any assumption, where every automatic decision gets its label: between openings of the breaker, wrong
 * ones are at most bound n + that limit + 1 + those whose labels had not come. Not promised: any single month or payee.
 *
 * @throws RangeError for a confidence that is not finite, which no later certificate could be made with.
 */
export function foldLabel(state: AutomationState, label: AutomationLabel): void {
  if (!Number.isFinite(label.confidence)) {
    throw new RangeError(`foldLabel needs a confidence, got ${label.confidence} of payee ${label.payee}`);
  }
  const { maxWrong, window } = state.options;
  const wrong = label.isRight ? 0 : 1;
  const { confidence, isRight } = state.labels;
  confidence.push(label.confidence);
  isRight.push(1 - wrong);
  if (confidence.length >= 2 * window) keepNewest(state, window);
  state.fresh += 1;
  const record = payeeOf(state, label.payee);
  record.isQuarantined = wrong === 1;
  record.streak = wrong === 1 ? 0 : record.streak + 1;
  if (!label.wasAutomatic) {
    state.allowed += (maxWrong - state.allowed) / 300;
    return;
  }
  record.unlabelled = Math.max(0, record.unlabelled - 1);
  const moved = state.allowed + (maxWrong / 5) * (maxWrong - wrong);
  state.allowed = Math.min(maxWrong, Math.max(0.2 * maxWrong, moved));
  state.excess = Math.max(0, state.excess + wrong - maxWrong);
  if (state.excess > 3 * Math.sqrt(200 * maxWrong * (1 - maxWrong))) openBreaker(state);
}

function openBreaker(state: AutomationState): void {
  Object.assign(state, {
    isBreakerOpen: true,
    breakerOpenings: state.breakerOpenings + 1,
    excess: 0,
    fresh: 0,
  });
  keepNewest(state, KEPT_LABELS);
}

function keepNewest({ labels }: AutomationState, count: number): void {
  labels.confidence.splice(0, Math.max(0, labels.confidence.length - count));
  labels.isRight.splice(0, Math.max(0, labels.isRight.length - count));
}

/**
 * Makes the certificate anew once ten labels came; to be called once a day. One that passes closes the breaker.
 *
 * At the allowed share, rounded down to a step of the ladder so that it is not another one every day. O(window log window).
 */
export function renewCertificate(state: AutomationState): void {
  if (state.fresh < RENEW_AFTER) return;
  const { maxWrong, risk, window } = state.options;
  const step = LADDER.find((one) => one * maxWrong <= state.allowed + 1e-12) ?? 0.2;
  const from = Math.max(0, state.labels.confidence.length - window);
  const judged = state.labels.confidence.slice(from).map((confidence, index) => ({
    confidence,
    isRight: state.labels.isRight[from + index] === 1,
  }));
  state.certificate = certifyThreshold(judged, { maxWrong: AIM * step * maxWrong, risk });
  state.fresh = 0;
  if (state.certificate.status === 'certified') state.isBreakerOpen = false;
}
