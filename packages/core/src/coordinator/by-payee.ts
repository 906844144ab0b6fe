import type { DecisionOutcome, OutcomeReason } from '../decisions/index.ts';
import type { PayeeSetting, SaidBy } from '../payees/index.ts';

interface Asked {
  payeeName: string;
  setting: PayeeSetting;
}

/** Why nothing is suggested for a payee that was switched off. */
export function reasonOfOff({ payeeName, setting }: Asked): OutcomeReason {
  const who = setting.modeSaidBy === null ? '' : `, as ${said(setting.modeSaidBy)}`;
  return { code: 'payee_off', message: `Nothing is suggested for ${payeeName}${who}.` };
}

/**
 * What becomes of the default of a payee: it is suggested, or given by itself where a person asked for that and nothing
 * stands in the way.
 */
export function coordinateDefault(
  { payeeName, setting }: Asked,
  { isApplied, modelSays }: { isApplied: boolean; modelSays: string | null },
): { outcome: DecisionOutcome; reason: OutcomeReason } {
  const { defaultSaidBy, modeSaidBy } = setting;
  const set = defaultSaidBy === null ? '' : `, set by ${defaultSaidBy.name} on ${dayOf(defaultSaidBy)}`;
  const what = `The default of ${payeeName}${set}`;
  const model = modelSays === null ? '' : ` ${modelSays}`;
  if (!isApplied) {
    return { outcome: 'suggested', reason: { code: 'payee_default', message: `${what}.${model}` } };
  }
  const who = modeSaidBy === null ? '' : ` as ${said(modeSaidBy)}`;
  return {
    outcome: 'applied',
    reason: { code: 'payee_auto', message: `${what}; given by itself${who}.${model}` },
  };
}

const said = (by: SaidBy) => `${by.name} said on ${dayOf(by)}`;
const dayOf = ({ at }: SaidBy) => at.toISOString().slice(0, 10);
