import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  proposeNearDuplicates,
  proposeTransfers,
  textLikeness,
  type UnexplainedTransaction,
  type UnmatchedRow,
} from './index.ts';

const file = { format: 'csv', firstDate: '2026-03-01', lastDate: '2026-03-31' };

const row = (rowNumber: number, date: string, more: Partial<UnmatchedRow> = {}): UnmatchedRow => ({
  ...{ rowNumber, date, amountMinor: -999, payee: 'SHOP 12', hasExternalId: false, ...more },
});

const here = (
  id: string,
  date: string,
  more: Partial<UnexplainedTransaction> = {},
): UnexplainedTransaction => ({
  ...{ id, date, amountMinor: -999, payee: 'SHOP 12', status: 'posted', format: 'csv', hasExternalId: false },
  ...more,
});

const pairs = (rows: UnmatchedRow[], transactions: UnexplainedTransaction[]) =>
  proposeNearDuplicates(file, rows, transactions).map(
    ({ rowNumber, transactionId }) => `${rowNumber} ${transactionId}`,
  );

describe('a row that may be a transaction in another spelling', () => {
  it('is proposed where the file ought to have the transaction', () => {
    expect(pairs([row(1, '2026-03-10')], [here('t', '2026-03-12')])).toEqual(['1 t']);
    expect(pairs([row(1, '2026-03-10')], [here('t', '2026-03-12', { payee: 'other' })])).toEqual(['1 t']);
  });

  it('is not proposed at another amount, or more than seven days away', () => {
    expect(pairs([row(1, '2026-03-10', { amountMinor: -998 })], [here('t', '2026-03-10')])).toEqual([]);
    expect(pairs([row(1, '2026-03-10')], [here('t', '2026-03-18')])).toEqual([]);
    expect(pairs([row(1, '2026-03-10')], [here('t', '2026-03-17')])).toEqual(['1 t']);
  });

  it('is not proposed for what lies before the file, but by hand, pending, or alone in another kind of file', () => {
    const before = '2026-02-27';
    expect(pairs([row(1, '2026-03-01')], [here('t', before)])).toEqual([]);
    expect(pairs([row(1, '2026-03-01')], [here('t', before, { format: null })])).toEqual(['1 t']);
    expect(pairs([row(1, '2026-03-01')], [here('t', before, { status: 'pending' })])).toEqual(['1 t']);
    expect(pairs([row(1, '2026-03-01')], [here('t', before, { format: 'ofx' })])).toEqual(['1 t']);
    const coffees = ['2026-02-26', '2026-02-27'].map((date) => here(date, date, { format: 'ofx' }));
    expect(pairs([row(1, '2026-03-01')], coffees)).toEqual([]);
  });

  it('needs a payee that is alike on the first and last day, which may be cut', () => {
    expect(pairs([row(1, '2026-03-01')], [here('t', '2026-03-01', { payee: 'Bakery' })])).toEqual([]);
    expect(pairs([row(1, '2026-03-01')], [here('t', '2026-03-01', { payee: 'Shop 12 London' })])).toEqual([
      '1 t',
    ]);
  });

  it('is not proposed where the bank gave both an id', () => {
    const withId = { hasExternalId: true };
    expect(pairs([row(1, '2026-03-10', withId)], [here('t', '2026-03-10', withId)])).toEqual([]);
    expect(pairs([row(1, '2026-03-10', withId)], [here('t', '2026-03-10')])).toEqual(['1 t']);
  });

  it('goes to the nearest in time, then to the payee that is most alike, one to one', () => {
    const rows = [row(1, '2026-03-10'), row(2, '2026-03-11', { payee: 'Cinema' })];
    const transactions = [
      here('a', '2026-03-11', { payee: 'Shop' }),
      here('b', '2026-03-11', { payee: 'Cinema Ltd' }),
    ];
    expect(pairs(rows, transactions)).toEqual(['2 b', '1 a']);
  });

  it('is the same whatever order rows and transactions come in', () => {
    const day = fc.integer({ min: 1, max: 12 }).map((day) => `2026-03-${String(day).padStart(2, '0')}`);
    const payee = fc.constantFrom('SHOP 12', 'Shop', 'Cinema');
    fc.assert(
      fc.property(
        fc.array(fc.tuple(day, payee), { maxLength: 8 }),
        fc.array(fc.tuple(day, payee), { maxLength: 8 }),
        (left, right) => {
          const rows = left.map(([date, name], index) => row(index + 1, date, { payee: name }));
          const transactions = right.map(([date, name], index) => here(`t${index}`, date, { payee: name }));
          const found = pairs(rows, transactions);
          expect(pairs(rows.toReversed(), transactions.toReversed())).toEqual(found);
          const sides = found.flatMap((pair) => pair.split(' '));
          expect(new Set(sides).size).toBe(sides.length);
        },
      ),
    );
  });
});

describe('transfers', () => {
  const candidate = (left: string, right: string, daysApart = 0, payeeLikeness = 0) => {
    return { left, right, daysApart, payeeLikeness };
  };
  const proposed = (...candidates: ReturnType<typeof candidate>[]) =>
    proposeTransfers(candidates).map(({ left, right }) => `${left}${right}`);

  it('pair the nearest first, one to one', () => {
    expect(proposed(candidate('a', 'y', 3), candidate('a', 'x', 1), candidate('b', 'x', 0))).toEqual([
      'bx',
      'ay',
    ]);
  });

  it('that are equally good are all shown, five for one side at most', () => {
    expect(proposed(candidate('a', 'x'), candidate('a', 'y'))).toEqual(['ax', 'ay']);
    expect(proposed(candidate('a', 'x', 0, 0.9), candidate('a', 'y', 0, 0.2))).toEqual(['ax']);
    const many = Array.from({ length: 9 }, (_, index) => candidate('a', String(index)));
    expect(proposed(...many)).toHaveLength(5);
  });
});

describe('likeness', () => {
  it('is 1 for the same letters and digits, 0 for none in common, and by Dice between', () => {
    expect(textLikeness('Kettle & Co.', 'KETTLE CO')).toBe(1);
    expect(textLikeness('Kettle', 'Shop')).toBe(0);
    // Night and nacht: Dice's textbook example, one pair of four each in common.
    expect(textLikeness('night', 'nacht')).toBe(0.25);
    expect(textLikeness('', '')).toBe(1);
    expect(textLikeness('', 'a')).toBe(0);
  });
});
