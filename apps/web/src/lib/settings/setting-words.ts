import type { ChangedName, RiskLimits, Retention } from '@steward/core/settings';
import { percent, plural, wholeAmount } from '#lib/figures/format.ts';

export const SETTING_NAMES: Readonly<Record<ChangedName, string>> = {
  name: 'Name',
  baseCurrency: 'Base currency',
  timeZone: 'Time zone',
  monthStartDay: 'A month begins on day',
  locale: 'Language of dates and numbers',
  retention: 'Retention',
  riskLimits: 'Risk limits',
};

/** A value of a setting as people say it; one of a form that is no more stays as it was written. */
export function settingText(name: ChangedName, value: unknown): string {
  if (name === 'retention' && isOf<Retention>(value, 'days')) {
    return value.days === null ? 'for ever' : plural(value.days, 'day');
  }
  if (name === 'riskLimits' && isOf<RiskLimits>(value, 'maximumWrongShare')) {
    const { maximumWrongShare: share, maximumAmountPerMonth: amount } = value;
    const bound = amount ? `${wholeAmount(amount)} a month` : 'any amount';
    return `${percent(share, Number.isInteger(share * 100) ? 0 : 1)} wrong, ${bound}`;
  }
  return typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value);
}

function isOf<T extends object>(value: unknown, key: keyof T): value is T {
  return typeof value === 'object' && value !== null && key in value;
}
