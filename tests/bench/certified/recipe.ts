import { certifyThreshold } from '@steward/ml/certainty';
import type { StreamedDecision } from './stream.ts';

/** The best single threshold, chosen with all labels known beforehand: what nobody can have. */
export function bestFixed(decisions: readonly StreamedDecision[], bound: number): boolean[] {
  const sorted = decisions.toSorted((a, b) => b.confidence - a.confidence);
  let [wrong, threshold] = [0, Infinity];
  sorted.forEach(({ confidence, isRight }, index) => {
    if (!isRight) wrong += 1;
    const isCut = sorted[index + 1]?.confidence !== confidence;
    if (isCut && wrong <= bound * (index + 1)) threshold = confidence;
  });
  return decisions.map(({ confidence }) => confidence >= threshold);
}

const LADDER = [1, 0.8, 0.65, 0.5, 0.4, 0.3, 0.2];

/** The published recipe: quarantine, certificate, controller, breaker. */
export function followRecipe(
  decisions: readonly StreamedDecision[],
  bound: number,
  delayDays: number,
): boolean[] {
  const window = bound >= 0.05 ? 2_000 : 5_000;
  const limit = 3 * Math.sqrt(200 * bound * (1 - bound));
  const quarantine = new Set<string>();
  const isAutomatic: boolean[] = [];
  let labels: StreamedDecision[] = [];
  let [labelled, fresh, allowed, excess, threshold, today] = [0, 0, bound, 0, Infinity, -Infinity];
  const takeLabel = () => {
    const decision = decisions[labelled];
    if (!decision) return;
    const wrong = decision.isRight ? 0 : 1;
    labels.push(decision);
    fresh += 1;
    if (wrong) quarantine.add(decision.payee);
    else quarantine.delete(decision.payee);
    if (isAutomatic[labelled++]) {
      allowed = Math.min(bound, Math.max(0.2 * bound, allowed + (bound / 5) * (bound - wrong)));
      excess = Math.max(0, excess + wrong - bound);
      if (excess > limit) [excess, threshold, labels, fresh] = [0, Infinity, labels.slice(-300), 0];
    } else allowed += (bound - allowed) / 300;
  };
  decisions.forEach((decision, index) => {
    if (decision.day !== today) {
      today = decision.day;
      while (labelled < index && (decisions[labelled]?.day ?? today) <= today - delayDays) takeLabel();
      if (fresh >= 10) {
        const step = LADDER.find((one) => one * bound <= allowed + 1e-12) ?? 0.2;
        labels = labels.slice(-window);
        const result = certifyThreshold(labels, { maxWrong: step * bound, risk: 0.1 });
        threshold = result.status === 'certified' ? result.threshold : Infinity;
        fresh = 0;
      }
    }
    isAutomatic.push(decision.confidence >= threshold && !quarantine.has(decision.payee));
    if (delayDays === 0) takeLabel();
  });
  return isAutomatic;
}
