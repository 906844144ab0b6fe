import { DomainError } from '../errors/index.ts';
import type { Category } from '../ledger/index.ts';
import type { Budget, CreateBudget, UpdateBudget } from './budgets.schema.ts';
import { periodAt } from './period.ts';
import type { BudgetCalendar } from './progress.ts';

/** As many as one page shows. */
const MOST_BUDGETS = 200;

interface Standing {
  /** The budgets that there are. */
  budgets: readonly Budget[];
  /** The category to budget; undefined where there is none of the id. */
  category: Category | undefined;
  calendar: BudgetCalendar;
}

/**
 * The budget that is asked for, from the first day of its first period on.
 *
 * @throws DomainError when it cannot be: there is one already, the category moves money only, or it begins later.
 */
export function newBudget(
  input: CreateBudget,
  made: Pick<Budget, 'id' | 'createdAt'>,
  { budgets, category, calendar }: Standing,
): Budget {
  if (category === undefined) {
    throw refuse('not_found', 'category', `There is no category ${input.categoryId} to budget.`);
  }
  if (category.kind === 'transfer') {
    const message = `${category.name} only moves money between accounts; budgets are for what is spent or comes in.`;
    throw refuse('invalid', 'budget_kind', message);
  }
  if (budgets.length >= MOST_BUDGETS) {
    throw refuse(
      'conflict',
      'budget_count',
      `There are ${MOST_BUDGETS} budgets, the most; remove one first.`,
    );
  }
  const { categoryId, period, amountMinor, currency, rollsOver } = input;
  const same = budgets.find(
    (one) => one.categoryId === categoryId && one.period === period && one.currency === currency,
  );
  if (same) {
    const message = `${category.name} has a budget a ${period} in ${currency} already; change that one.`;
    throw refuse('conflict', 'budget_exists', message);
  }
  const startsOn = firstDay(period, input.startsOn ?? calendar.today, calendar);
  return { ...made, categoryId, period, amountMinor, currency, rollsOver, startsOn };
}

/** The budget as it is to be. @throws DomainError `budget_start` when it would begin later than today. */
export function changedBudget(budget: Budget, input: UpdateBudget, calendar: BudgetCalendar): Budget {
  const { amountMinor = budget.amountMinor, rollsOver = budget.rollsOver, startsOn } = input;
  return {
    ...{ ...budget, amountMinor, rollsOver },
    ...(startsOn !== undefined && { startsOn: firstDay(budget.period, startsOn, calendar) }),
  };
}

function firstDay(period: Budget['period'], date: string, { today, monthStartDay }: BudgetCalendar): string {
  const { start } = periodAt(period, date, monthStartDay);
  if (start > today) {
    const message = `A budget begins with this ${period} or an earlier one; ${date} is later.`;
    throw refuse('invalid', 'budget_start', message);
  }
  return start;
}

function refuse(code: 'invalid' | 'not_found' | 'conflict', reason: string, message: string): DomainError {
  return new DomainError({ code, reason, message });
}
