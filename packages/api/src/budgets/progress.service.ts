import {
  daysOfBudget,
  periodAt,
  periodBefore,
  progressOf,
  spentOf,
  type Budget,
  type BudgetCalendar,
  type BudgetDetail,
  type BudgetOverview,
  type BudgetProgress,
  type CountedPage,
  type ListCounted,
  type PastPeriod,
  type Period,
} from '@steward/core/budgets';
import { todayIn } from '@steward/core/calendar';
import { DomainError } from '@steward/core/errors';
import { subtreeOf, type Category } from '@steward/core/ledger';
import { settingsOf } from '@steward/core/settings';
import {
  listBudgets,
  listCounted,
  readBudget,
  sumDays,
  type AskedDays,
  type CountedCursor,
  type DaysSum,
} from '@steward/db/budgets';
import type { Orm, WorkspaceDb } from '@steward/db/client';
import { listCategories } from '@steward/db/ledger';
import { readStoredSettings } from '@steward/db/settings';

interface Reading {
  db: WorkspaceDb;
  now: () => Date;
}

/** Periods that the page of a budget goes back. */
const PERIODS_SHOWN = 13;
const NOTHING: DaysSum = { sumMinor: 0, n: 0, otherCurrencies: 0 };

/** All budgets, as they stand today. */
export async function readOverview({ db, now }: Reading): Promise<BudgetOverview> {
  return db.read(async (orm) => {
    const calendar = await readCalendar(orm, now());
    const month = periodAt('month', calendar.today, calendar.monthStartDay);
    const items = await readProgress(orm, await listBudgets(orm), calendar);
    const asked = { key: 'none', categoryIds: [''], currency: '', ...month };
    const sums = await sumDays(orm, [asked]);
    return {
      ...{ today: calendar.today, items, monthStart: month.start, monthEnd: month.end },
      // In no currency, so that all of them are others.
      uncategorised: sums.get('none')?.otherCurrencies ?? 0,
    };
  });
}

/** One budget with its last periods. */
export async function readDetail({ db, now }: Reading, id: string): Promise<BudgetDetail> {
  return db.read(async (orm) => {
    const calendar = await readCalendar(orm, now());
    const budget = await findBudget(orm, id);
    const [progress] = await readProgress(orm, [budget], calendar);
    if (!progress) throw noBudget(id);
    return { progress, periods: await readPeriods(orm, progress, calendar) };
  });
}

/** The splits that a budget counts in a period. */
export async function readCounted({ db, now }: Reading, input: ListCounted): Promise<CountedPage> {
  const after = input.cursor === undefined ? null : parseCursor(input.cursor);
  return db.read(async (orm) => {
    const calendar = await readCalendar(orm, now());
    const budget = await findBudget(orm, input.id);
    const { start, end } = periodAt(budget.period, input.on ?? calendar.today, calendar.monthStartDay);
    const categoryIds = subtreeOf(await listCategories(orm), budget.categoryId);
    const { currency } = budget;
    const items = await listCounted(orm, { categoryIds, currency, start, end, after, limit: input.limit });
    const last = items.length === input.limit ? items.at(-1) : undefined;
    const nextCursor = last ? `${last.date}_${last.transactionId}_${last.position}` : null;
    return { items, start, end, nextCursor };
  });
}

/** What day it is in this workspace, and on which day its months begin. */
export async function readCalendar(orm: Orm, now: Date): Promise<BudgetCalendar> {
  const { timeZone, monthStartDay } = settingsOf(await readStoredSettings(orm));
  return { today: todayIn(timeZone, now), monthStartDay };
}

/** @throws DomainError `budget` when there is none. */
export async function findBudget(orm: Orm, id: string): Promise<Budget> {
  const budget = await readBudget(orm, id);
  if (budget === null) throw noBudget(id);
  return budget;
}

async function readProgress(
  orm: Orm,
  budgets: readonly Budget[],
  calendar: BudgetCalendar,
): Promise<BudgetProgress[]> {
  const categories = await listCategories(orm);
  const byId = new Map(categories.map((category) => [category.id, category]));
  const standing = budgets.flatMap((budget) => {
    const category = byId.get(budget.categoryId);
    return category ? [{ budget, category }] : [];
  });
  const sums = await sumDays(
    orm,
    standing.flatMap(({ budget }) => askedOf(budget, categories, calendar)),
  );
  return standing
    .map(({ budget, category }) => {
      const current = sums.get(`${budget.id} current`) ?? NOTHING;
      const earlier = sums.get(`${budget.id} earlier`) ?? NOTHING;
      return progressOf({ budget, category, current, earlier }, calendar);
    })
    .sort((a, b) => a.categoryName.localeCompare(b.categoryName));
}

function askedOf(budget: Budget, categories: readonly Category[], calendar: BudgetCalendar): AskedDays[] {
  const { current, earlier } = daysOfBudget(budget, calendar);
  const { currency } = budget;
  const categoryIds = subtreeOf(categories, budget.categoryId);
  const asked = { key: `${budget.id} current`, categoryIds, currency, ...current };
  return earlier === null ? [asked] : [asked, { ...asked, key: `${budget.id} earlier`, ...earlier }];
}

async function readPeriods(
  orm: Orm,
  { budget, kind }: BudgetProgress,
  { today, monthStartDay }: BudgetCalendar,
): Promise<PastPeriod[]> {
  const periods: Period[] = [periodAt(budget.period, today, monthStartDay)];
  while (periods.length < PERIODS_SHOWN) {
    const [oldest] = periods;
    if (!oldest || oldest.start <= budget.startsOn) break;
    periods.unshift(periodBefore(budget.period, oldest, monthStartDay));
  }
  const categoryIds = subtreeOf(await listCategories(orm), budget.categoryId);
  const { currency } = budget;
  const sums = await sumDays(
    orm,
    periods.map(({ start, end }) => ({ key: start, categoryIds, currency, start, end })),
  );
  return periods.reverse().map(({ start, end }) => {
    const sum = sums.get(start) ?? NOTHING;
    return { start, end, n: sum.n, spentMinor: spentOf({ kind }, sum) };
  });
}

function parseCursor(cursor: string): CountedCursor {
  const [, date, id, position] = /^(\d{4}-\d{2}-\d{2})_(txn_[\w-]+)_(\d{1,6})$/.exec(cursor) ?? [];
  if (date && id && position) return { date, id, position: Number(position) };
  const message = 'The cursor is not one of this list.';
  throw new DomainError({ code: 'invalid', reason: 'cursor', message });
}

function noBudget(id: string): DomainError {
  const message = `There is no budget ${id} here, or it was removed.`;
  return new DomainError({ code: 'not_found', reason: 'budget', message });
}
