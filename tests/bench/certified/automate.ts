import {
  createAutomation,
  decideAutomatic,
  foldLabel,
  renewCertificate,
  type AutomationOptions,
} from '@steward/ml/certainty';
import { createRandom } from '@steward/ml/random';
import type { StreamedDecision } from './stream.ts';

interface Labelling {
  /** Days after which a label is known; 0 is at once. */
  delayDays: number;
  /** Of automatic decisions, those that are ever labelled; all others are. */
  reviewed: number;
}

/** Which decisions were made unseen, when labels come as late and as rarely as that. */
export function automate(
  decisions: readonly StreamedDecision[],
  options: Pick<AutomationOptions, 'maxWrong' | 'reviewEvery'>,
  { delayDays, reviewed }: Labelling,
): boolean[] {
  const state = createAutomation(options);
  const random = createRandom(1);
  const isAutomatic: boolean[] = [];
  let labelled = 0;
  const takeLabel = () => {
    const decision = decisions[labelled];
    const wasAutomatic = isAutomatic[labelled] ?? false;
    labelled += 1;
    if (decision && !(wasAutomatic && random.uniform() >= reviewed)) {
      foldLabel(state, { ...decision, wasAutomatic });
    }
  };
  let today = -Infinity;
  decisions.forEach((decision, index) => {
    if (decision.day !== today) {
      today = decision.day;
      while (labelled < index && (decisions[labelled]?.day ?? today) <= today - delayDays) takeLabel();
      renewCertificate(state);
    }
    isAutomatic.push(decideAutomatic(state, decision) === 'certified');
    if (delayDays === 0) takeLabel();
  });
  return isAutomatic;
}
