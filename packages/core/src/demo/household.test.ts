import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRowReader, guessProfile } from '../imports/index.ts';
import { generateHousehold, type HouseholdWish } from './household.ts';
import { pathOf } from './household-categories.ts';
import { addDays, subtractMonths } from './household-days.ts';
import { writeHouseholdFile } from './household-file.ts';

const WISH: HouseholdWish = { seed: 7, endDate: '2026-11-22', months: 24 };
const household = generateHousehold(WISH);

const wishes = fc.record({
  seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  endDate: fc
    .date({ min: new Date('2020-01-01'), max: new Date('2035-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10)),
  months: fc.integer({ min: 1, max: 8 }),
});

describe('the made-up household', () => {
  test('is the same for the same seed, and another one for another', () => {
    expect(generateHousehold(WISH)).toEqual(household);
    expect(generateHousehold({ ...WISH, seed: 8 }).rows).not.toEqual(household.rows);
  });

  test('has two to three thousand rows in 24 months, on three accounts', () => {
    expect(household.rows.length).toBeGreaterThan(2_000);
    expect(household.rows.length).toBeLessThan(3_200);
    expect(new Set(household.rows.map(({ account }) => account)).size).toBe(3);
  });

  test('lives within its dates, in order, whatever day it ends on', () => {
    fc.assert(
      fc.property(wishes, (wish) => {
        const dates = generateHousehold(wish).rows.map(({ date }) => date);
        const earliest = addDays(subtractMonths(wish.endDate, wish.months), 1);
        expect(dates.every((date) => date >= earliest && date <= wish.endDate)).toBe(true);
        expect(dates).toEqual([...dates].sort());
      }),
      { numRuns: 40 },
    );
  });

  test('moves money between its own accounts without making or losing any', () => {
    fc.assert(
      fc.property(wishes, (wish) => {
        const sums = new Map<string, number>();
        for (const { transfer, amountMinor } of generateHousehold(wish).rows) {
          if (transfer !== null) sums.set(transfer, (sums.get(transfer) ?? 0) + (amountMinor ?? Number.NaN));
        }
        expect([...sums.values()].filter((sum) => sum !== 0)).toEqual([]);
      }),
      { numRuns: 40 },
    );
    expect(household.rows.some(({ transfer }) => transfer?.endsWith('card'))).toBe(true);
  });

  test('knows a category for every row, and each category has its parent before it', () => {
    const paths = new Set(household.categories.map(pathOf));
    expect(household.rows.filter(({ category }) => !paths.has(category))).toEqual([]);
    const names = household.categories.map(({ name }) => name);
    for (const [index, { parent }] of household.categories.entries()) {
      if (parent !== null) expect(names.slice(0, index)).toContain(parent);
    }
  });

  test('is paid on the last working day and pays its rent on the first', () => {
    const days = (memo: string) =>
      household.rows.filter((row) => row.memo.startsWith(memo)).map(({ date }) => date.slice(8));
    expect(new Set(days('RENT'))).toEqual(new Set(['01']));
    expect(days('SALARY').length).toBeGreaterThanOrEqual(23);
    for (const { date } of household.rows.filter(({ memo }) => memo === 'SALARY')) {
      expect([1, 2, 3, 4, 5]).toContain(new Date(`${date}T00:00:00Z`).getUTCDay());
    }
  });

  test('heats in winter, goes away in summer and gives in December', () => {
    const spent = (category: string, months: string[]) =>
      household.rows
        .filter((row) => row.category === category && months.includes(row.date.slice(5, 7)))
        .reduce((sum, row) => sum - (row.amountMinor ?? 0), 0);
    const winter = ['12', '01', '02'];
    const summer = ['06', '07', '08'];
    expect(spent('Home > Energy', winter)).toBeGreaterThan(2 * spent('Home > Energy', summer));
    expect(spent('Leisure > Holidays', summer)).toBeGreaterThan(spent('Leisure > Holidays', winter));
    expect(spent('Personal > Gifts', ['12'])).toBeGreaterThan(spent('Personal > Gifts', ['02']));
  });

  test('has what makes bank files hard: twins, refunds, misprints, mistyped and single payees', () => {
    const { rows } = household;
    const keys = rows.map((row) => [row.account, row.date, row.payee, row.memo, row.amount].join('|'));
    expect(new Set(keys).size).toBeLessThan(keys.length);
    expect(rows.filter(({ memo }) => memo === 'REFUND').every((row) => (row.amountMinor ?? 1) > 0)).toBe(
      true,
    );
    expect(rows.some(({ memo }) => memo === 'REFUND')).toBe(true);
    expect(rows.filter(({ amountMinor }) => amountMinor === null).length).toBeGreaterThanOrEqual(3);
    expect(rows.filter(({ payee }) => payee === 'Tyre House')).toHaveLength(1);
    const market = rows.filter(({ category, payee }) => /gate/i.test(payee) && category.startsWith('Food'));
    expect(new Set(market.map(({ payee }) => payee)).size).toBeGreaterThan(3);
  });

  test('is a file that an import reads by itself: every row but the misprints', () => {
    for (const hasCategory of [true, false]) {
      const lines = writeHouseholdFile(household.rows, { hasCategory }).trimEnd().split('\r\n');
      const cells = lines.map((line) => line.split(','));
      const { profile, doubts } = guessProfile(cells.slice(0, 200));
      expect(doubts).toEqual([]);
      const roles = profile.columns.map(({ role }) => role);
      expect(roles).toEqual(['date', 'payee', 'memo', 'amount', ...(hasCategory ? ['category'] : [])]);
      const read = createRowReader({ ...profile, encoding: 'utf-8', delimiter: ',', quote: '"' }, 'EUR');
      const failed = household.rows.filter((row, index) => {
        const result = read(cells[index + 1] ?? [], index + 1);
        return result.ok !== (row.amountMinor !== null);
      });
      expect(failed).toEqual([]);
    }
  });
});
