import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayNumber } from '../calendar/index.ts';
import type { Category } from '../ledger/index.ts';
import { BudgetPeriod, type Budget } from './budgets.schema.ts';
import { changedBudget, newBudget } from './judge.ts';
import { periodAt, periodBefore, periodsBetween } from './period.ts';
import { daysOfBudget, progressOf } from './progress.ts';

const day = fc
  .date({ min: new Date('1900-02-01'), max: new Date('2199-11-30'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const kind = fc.constantFrom(...BudgetPeriod.options);
const monthStartDay = fc.integer({ min: 1, max: 28 });

const food: Category = {
  ...{ id: 'cat_00000000-0000-7000-8000-000000000001', parentId: null, name: 'Food' },
  ...{ kind: 'expense', isHidden: false },
};
const calendar = { today: '2026-11-28', monthStartDay: 1 };
const made = { id: 'bud_1', createdAt: new Date(0) };
const input = {
  ...({ categoryId: food.id, period: 'month', amountMinor: 300_00, currency: 'EUR' } as const),
  ...{ rollsOver: true, startsOn: '2026-09-15' },
};
const budget: Budget = newBudget(input, made, { budgets: [], category: food, calendar });
const sum = (sumMinor: number, n = 1) => ({ sumMinor, n, otherCurrencies: 0 });

describe('a period', () => {
  it.each([
    ['month', 1, '2026-11-01', '2026-12-01'],
    ['month', 25, '2026-11-25', '2026-12-25'],
    ['month', 28, '2026-11-28', '2026-12-28'],
    ['quarter', 1, '2026-10-01', '2027-01-01'],
    ['year', 25, '2026-01-25', '2027-01-25'],
    ['week', 25, '2026-11-23', '2026-11-30'],
  ] as const)('of a %s that begins on day %i is from %s to before %s', (period, start, from, end) => {
    expect(periodAt(period, '2026-11-28', start)).toEqual({ start: from, end });
  });

  it('holds its day, ends where the next one begins, and is counted by its distance', () => {
    fc.assert(
      fc.property(kind, day, monthStartDay, fc.integer({ min: 0, max: 30 }), (period, date, start, back) => {
        const here = periodAt(period, date, start);
        expect(here.start <= date && date < here.end).toBe(true);
        expect(periodAt(period, here.start, start)).toEqual(here);
        let first = here;
        for (let step = 0; step < back; step++) {
          const before = periodBefore(period, first, start);
          expect(before.end).toBe(first.start);
          first = before;
        }
        expect(periodsBetween(period, first, here.start)).toBe(back);
        if (period === 'week') expect((dayNumber(here.start) + 3) % 7 === 0).toBe(true);
      }),
    );
  });
});

describe('the progress of a budget', () => {
  const at = (current: ReturnType<typeof sum>, earlier = sum(0, 0), of: Partial<Budget> = {}) =>
    progressOf({ budget: { ...budget, ...of }, category: food, current, earlier }, calendar);

  it('counts what went out, what is left, and what an even pace would have spent by today', () => {
    const progress = at(sum(-120_50, 7), undefined, { rollsOver: false });
    expect(progress).toMatchObject({
      leftMinor: 179_50,
      rolledOver: null,
      days: 30,
      day: 28,
      standing: 'within',
    });
    expect(progress.spent).toMatchObject({ status: 'measured', value: 120_50, n: 7 });
    expect(progress.evenMinor).toBe(280_00);
    expect(at(sum(-290_00), undefined, { rollsOver: false }).standing).toBe('fast');
    expect(at(sum(-300_01), undefined, { rollsOver: false }).standing).toBe('over');
  });

  it('says that nothing was measured where nothing was booked', () => {
    expect(at(sum(0, 0)).spent).toMatchObject({ status: 'not_measured' });
  });

  it('carries the rest of earlier periods over, and says of which', () => {
    expect(at(sum(-10_00), sum(-500_00, 12))).toMatchObject({
      rolledOver: { since: '2026-09-01', periods: 2, budgetedMinor: 600_00, spentMinor: 500_00, n: 12 },
      ...{ availableMinor: 400_00, leftMinor: 390_00 },
    });
    expect(at(sum(-10_00), sum(-900_00, 12))).toMatchObject({
      ...{ availableMinor: 0, leftMinor: -10_00, standing: 'over', evenMinor: 0 },
    });
  });

  it('turns the sign for income, which is behind until it has come in', () => {
    const category = { ...food, kind: 'income' as const };
    const of = (sumMinor: number) =>
      progressOf({ budget, category, current: sum(sumMinor), earlier: sum(600_00) }, calendar);
    expect(of(100_00)).toMatchObject({ standing: 'behind', leftMinor: 200_00 });
    expect(of(290_00).standing).toBe('within');
    expect(of(300_00).standing).toBe('reached');
  });

  it('rolls over what carrying every period over one by one gives', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -500_00, max: 100_00 }), { maxLength: 24 }), (sums) => {
        let carried = 0;
        for (const one of sums) carried += budget.amountMinor + one;
        let first = periodAt('month', calendar.today, 1);
        for (let step = 0; step < sums.length; step++) first = periodBefore('month', first, 1);
        const total = sums.reduce((all, one) => all + one, 0);
        const { rolledOver } = at(sum(0), sum(total, sums.length), { startsOn: first.start });
        expect(rolledOver?.amountMinor ?? 0).toBe(carried);
      }),
    );
  });

  it('asks for earlier days only where something rolls over', () => {
    const current = { start: '2026-11-01', end: '2026-12-01' };
    expect(daysOfBudget(budget, calendar)).toEqual({
      ...{ current, earlier: { start: '2026-09-01', end: '2026-11-01' } },
    });
    expect(daysOfBudget({ ...budget, rollsOver: false }, calendar)).toEqual({ current, earlier: null });
    expect(daysOfBudget({ ...budget, startsOn: '2026-11-01' }, calendar)).toEqual({ current, earlier: null });
  });
});

describe('a new budget', () => {
  const standing = { budgets: [], category: food, calendar };

  it('begins on the first day of its period', () => {
    expect(budget.startsOn).toBe('2026-09-01');
    const month = { today: '2026-11-20', monthStartDay: 25 };
    const now = newBudget({ ...input, startsOn: null }, made, { ...standing, calendar: month });
    expect(now.startsOn).toBe('2026-10-25');
    expect(changedBudget(budget, { id: budget.id, startsOn: '2026-10-31' }, calendar).startsOn).toBe(
      '2026-10-01',
    );
  });

  it.each([
    ['category', input, { category: undefined }],
    ['budget_kind', input, { category: { ...food, kind: 'transfer' as const } }],
    ['budget_exists', input, { budgets: [budget] }],
    ['budget_start', { ...input, startsOn: '2026-12-01' }, {}],
    ['budget_count', { ...input, period: 'week' as const }, { budgets: Array<Budget>(200).fill(budget) }],
  ])('is refused for %s', (reason, asked, other) => {
    expect(() => newBudget(asked, made, { ...standing, ...other })).toThrow(
      expect.objectContaining({ reason }),
    );
  });

  it('stands beside one of another period or currency', () => {
    const beside = { ...standing, budgets: [budget] };
    expect(newBudget({ ...input, period: 'week' }, made, beside).period).toBe('week');
    expect(newBudget({ ...input, currency: 'USD' }, made, beside).currency).toBe('USD');
  });
});
