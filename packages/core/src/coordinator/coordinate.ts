import type { DecisionOutcome, OutcomeReason } from '../decisions/index.ts';

/** Labels a workspace needs before any category is suggested. */
export const MINIMUM_LABELS = 10;
/** Below this calibrated confidence nothing is suggested. */
export const MINIMUM_CONFIDENCE = 0.3;
/** A payee is mixed when its commonest category has less than this share. */
export const MIXED_PAYEE_SHARE = 0.5;

/** What a category is called that is no longer there. */
export const REMOVED_CATEGORY = 'a removed category';

interface CoordinatorInput {
  confidence: number;
  /** Labels learned in the workspace. */
  labelCount: number;
  payeeName: string;
  /** How often each category was booked for this payee, by name, most frequent first. */
  payeeShares: readonly { category: string; count: number }[];
}

interface Coordinated {
  outcome: DecisionOutcome;
  reason: OutcomeReason;
}

/** Decides what becomes of a prediction. Without a rule that may act, the most it can be is a suggestion. */
export function coordinate(input: CoordinatorInput): Coordinated {
  const { confidence, labelCount, payeeName, payeeShares } = input;
  if (labelCount < MINIMUM_LABELS) {
    const message = `Too little data: needs ${MINIMUM_LABELS} labelled transactions, has ${labelCount}.`;
    return { outcome: 'abstained', reason: { code: 'too_little_data', message } };
  }
  if (confidence >= MINIMUM_CONFIDENCE) {
    return {
      outcome: 'suggested',
      reason: { code: 'no_rule', message: 'No rule may act on it, so a person decides.' },
    };
  }
  const seen = payeeShares.reduce((sum, share) => sum + share.count, 0);
  if (seen === 0) {
    return {
      outcome: 'abstained',
      reason: { code: 'no_history', message: `${payeeName || 'This payee'} was never seen before.` },
    };
  }
  if ((payeeShares[0]?.count ?? 0) / seen < MIXED_PAYEE_SHARE) {
    const shares = payeeShares.slice(0, 3).map(({ category, count }) => `${category} ${count} of ${seen}`);
    return {
      outcome: 'abstained',
      reason: { code: 'mixed_payee', message: `${payeeName} is mixed: ${shares.join(', ')}.` },
    };
  }
  const message = `Confidence ${confidence.toFixed(2)} is below ${MINIMUM_CONFIDENCE.toFixed(2)}.`;
  return { outcome: 'abstained', reason: { code: 'low_confidence', message } };
}
