import type { BudgetPeriod, BudgetProgress, BudgetStanding } from '@steward/core/budgets';
import { formatAmount } from '@steward/core/money';
import { dayAndYear, plural, unsignedAmount } from '#lib/figures/format.ts';

export const PERIOD_WORDS: Readonly<Record<BudgetPeriod, string>> = {
  month: 'a month',
  week: 'a week',
  quarter: 'a quarter',
  year: 'a year',
};

type Shape = 'healthy' | 'degraded' | 'error' | 'info';

/** How a budget stands, in words and as a shape. */
export const STANDINGS: Readonly<Record<BudgetStanding, { words: string; icon: Shape; tone: string }>> = {
  within: { words: 'on pace', icon: 'healthy', tone: 'ok' },
  fast: { words: 'ahead of pace', icon: 'degraded', tone: 'warn' },
  over: { words: 'over', icon: 'error', tone: 'bad' },
  behind: { words: 'behind pace', icon: 'degraded', tone: 'warn' },
  reached: { words: 'reached', icon: 'healthy', tone: 'ok' },
};

/** Where the amount that was rolled over comes from, in one sentence; null where there is none. */
export function originOf({ rolledOver, budget, kind }: BudgetProgress): string | null {
  if (rolledOver === null) return null;
  const { currency } = budget;
  const amount = (amountMinor: number) => unsignedAmount({ amountMinor, currency });
  const done = kind === 'income' ? 'came in' : 'was spent';
  return (
    `Since ${dayAndYear(rolledOver.since)}, in ${plural(rolledOver.periods, budget.period)}, ` +
    `${amount(rolledOver.budgetedMinor)} ${currency} was budgeted and ${amount(rolledOver.spentMinor)} ${done}.`
  );
}

/** The period of a budget, by its first and its last day. */
export function spanOf({ start, end }: { start: string; end: string }): string {
  const last = new Date(Date.parse(`${end}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
  return `${dayAndYear(start)} to ${dayAndYear(last)}`;
}

/** An amount as a field of a form has it. */
export function amountField(amountMinor: number, currency: string): string {
  return formatAmount({ amountMinor, currency });
}
