import { dayNumber, type LocalDate } from '../calendar/index.ts';
import type { Category } from '../ledger/index.ts';
import { measured, notMeasured } from '../measured/index.ts';
import type { Budget, BudgetProgress, BudgetStanding } from './budgets.schema.ts';
import { daysOf, periodAt, periodsBetween, type Period } from './period.ts';

/** The calendar of a workspace on a day. */
export interface BudgetCalendar {
  today: LocalDate;
  monthStartDay: number;
}

/** What the splits of some days add up to, with the sign of the ledger. */
export interface CountedSum {
  sumMinor: number;
  n: number;
  otherCurrencies: number;
}

/** The days whose splits a budget asks for: those of its period, and those before it that roll over, if any. */
export interface BudgetDays {
  current: Period;
  earlier: Period | null;
}

export function daysOfBudget(budget: Budget, { today, monthStartDay }: BudgetCalendar): BudgetDays {
  const current = periodAt(budget.period, today, monthStartDay);
  const first = periodAt(budget.period, budget.startsOn, monthStartDay);
  const isFirst = !budget.rollsOver || first.start >= current.start;
  return { current, earlier: isFirst ? null : { start: first.start, end: current.start } };
}

interface Counted {
  budget: Budget;
  category: Pick<Category, 'name' | 'kind'>;
  current: CountedSum;
  earlier: CountedSum;
}

/**
 * How a budget stands today. What rolls over is all that was budgeted since its first period, less all that was spent:
 * the same as carrying each period's rest into the next one. The amount of today counts for earlier periods as well.
 */
export function progressOf(counted: Counted, calendar: BudgetCalendar): BudgetProgress {
  const { budget, category, current } = counted;
  const { current: period } = daysOfBudget(budget, calendar);
  const rolledOver = rolledOverOf(counted, calendar);
  const [days, day] = [daysOf(period), dayNumber(calendar.today) - dayNumber(period.start) + 1];
  const availableMinor = budget.amountMinor + (rolledOver?.amountMinor ?? 0);
  const spentMinor = spentOf(category, current);
  // What nothing is left of cannot be spent evenly.
  const evenMinor = Math.round((Math.max(0, availableMinor) / days) * day);
  return {
    ...{ budget, categoryName: category.name, kind: category.kind },
    ...{ ...period, days, day, rolledOver, availableMinor, evenMinor },
    otherCurrencies: current.otherCurrencies,
    leftMinor: availableMinor - spentMinor,
    spent:
      current.n === 0
        ? notMeasured(`no transaction in it from ${period.start} on`)
        : measured({
            ...{ value: spentMinor, n: current.n },
            ...{ window: `from ${period.start}`, source: 'splits of the ledger' },
          }),
    standing: standingOf(category, { spentMinor, availableMinor, evenMinor }),
  };
}

function rolledOverOf(
  { budget, category, earlier }: Counted,
  calendar: BudgetCalendar,
): BudgetProgress['rolledOver'] {
  const days = daysOfBudget(budget, calendar);
  if (days.earlier === null) return null;
  const periods = periodsBetween(budget.period, days.earlier, days.current.start);
  const [budgetedMinor, spentMinor] = [periods * budget.amountMinor, spentOf(category, earlier)];
  return {
    ...{ periods, budgetedMinor, spentMinor, n: earlier.n, since: days.earlier.start },
    amountMinor: budgetedMinor - spentMinor,
  };
}

/** Money that went out for what is spent, money that came in for income. */
export function spentOf(
  { kind }: Pick<Category, 'kind'>,
  { sumMinor }: Pick<CountedSum, 'sumMinor'>,
): number {
  return kind === 'income' || sumMinor === 0 ? sumMinor : -sumMinor;
}

interface Amounts {
  spentMinor: number;
  availableMinor: number;
  evenMinor: number;
}

function standingOf(
  { kind }: Pick<Category, 'kind'>,
  { spentMinor, availableMinor, evenMinor }: Amounts,
): BudgetStanding {
  if (kind === 'income') {
    if (spentMinor >= availableMinor) return 'reached';
    return spentMinor < evenMinor ? 'behind' : 'within';
  }
  if (spentMinor > availableMinor) return 'over';
  return spentMinor > evenMinor ? 'fast' : 'within';
}
