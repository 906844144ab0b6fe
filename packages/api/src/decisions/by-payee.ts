import { coordinateDefault, reasonOfOff } from '@steward/core/coordinator';
import type { DecisionOutcome, OutcomeReason } from '@steward/core/decisions';
import type { PayeeSetting } from '@steward/core/payees';
import type { Prediction } from '@steward/ml/categoriser';

/** What a payee's own setting is asked with. */
interface Subject {
  payeeName: string;
  payeeSetting: PayeeSetting | null;
}

/** Why nothing is suggested for it, where it was switched off; else null. */
export function offReasonOf({ payeeName, payeeSetting }: Subject): OutcomeReason | null {
  return payeeSetting?.learnMode === 'off' ? reasonOfOff({ payeeName, setting: payeeSetting }) : null;
}

interface Said {
  prediction: Prediction;
  nameOf: (categoryId: string) => string;
  /** Whether defaults may be given by themselves: to what comes in, never to what is decided again. */
  givesDefaults: boolean;
}

export interface DefaultDecision {
  categoryId: string;
  outcome: DecisionOutcome;
  reason: OutcomeReason;
}

/** What becomes of its default; null where it has none that counts. */
export function decideDefault(
  subject: Subject,
  { prediction, nameOf, givesDefaults }: Said,
): DefaultDecision | null {
  const { payeeName, payeeSetting: setting } = subject;
  const categoryId = setting?.defaultCategoryId ?? null;
  if (setting === null || categoryId === null) return null;
  const isApplied = givesDefaults && setting.learnMode === 'auto';
  const coordinated = coordinateDefault(
    { payeeName, setting },
    { isApplied, modelSays: modelSays(prediction, categoryId, nameOf) },
  );
  return { categoryId, ...coordinated };
}

function modelSays(
  prediction: Prediction,
  defaultId: string,
  nameOf: (categoryId: string) => string,
): string | null {
  const likeliest = prediction.status === 'no_labels' ? null : prediction.likeliest;
  if (likeliest === null) return null;
  return likeliest === defaultId ? 'The model says the same.' : `The model would say ${nameOf(likeliest)}.`;
}
