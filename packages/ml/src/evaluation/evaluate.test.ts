import { expect, test } from 'vitest';
import { evaluateCategoriser, type LabelledRow } from './index.ts';

/** Two purchases a day: one payee always the same, one that changes its category every day. */
function ledger(days: number): LabelledRow[] {
  const rows: LabelledRow[] = [];
  for (let day = 0; day < days; day++) {
    const date = new Date(Date.UTC(2025, 0, 1 + day)).toISOString().slice(0, 10);
    const common = { memo: '', date, context: { card: day % 2 ? 'mine' : 'yours' } };
    rows.push({ row: { payee: 'Tesco', amount: 1000 + day, ...common }, label: 'Groceries' });
    rows.push({ row: { payee: 'Amazon', amount: 999, ...common }, label: day % 2 ? 'Books' : 'Toys' });
    rows.push({ row: { payee: 'Amazon', amount: 499, ...common }, label: day % 2 ? 'Books' : 'Toys' });
  }
  return rows;
}

function steadyClock() {
  let now = 0;
  return () => (now += 500);
}

test('scores what was predicted before it was learned, beside the payee’s last category', () => {
  const progress: number[] = [];
  const result = evaluateCategoriser(ledger(2000), {
    ...{ labels: 'now', contextColumns: ['card'], clock: steadyClock(), measureMemory: () => 7 },
    onProgress: (done) => progress.push(done),
  });
  expect(result.n).toBe(6000);
  expect(result.nLast20).toBe(1200);
  expect(result.labelCount).toBe(3);
  expect(result.accuracyLast20).toBeGreaterThan(0.99);
  expect(result.macroF1Last20).toBeGreaterThan(0.99);
  expect(result.shareAutomatic.p98).toBeGreaterThan(0.9);
  expect(result.ece).toBeLessThan(0.03);
  // The baseline is right on Tesco and on the second of two books: two rows of three.
  expect(result.baseline.accuracyLast20).toBeCloseTo(2 / 3, 12);
  // The clock moves half a second between its two readings.
  expect(result.rowsPerSecond).toBe(12_000);
  expect(result.peakMemoryBytes).toBe(7);
  expect(progress).toEqual([4096]);
});

test('labels of the end of the day come too late for the rest of that day', () => {
  const options = { contextColumns: [], clock: steadyClock() };
  const now = evaluateCategoriser(ledger(300), { ...options, labels: 'now' });
  const day = evaluateCategoriser(ledger(300), { ...options, labels: 'day' });
  // Of the two books, the second no longer knows the first; of three rows only Tesco's is known.
  expect(now.baseline.accuracyLast20).toBeCloseTo(2 / 3, 12);
  expect(day.baseline.accuracyLast20).toBeCloseTo(1 / 3, 12);
  expect(day.accuracy).toBeLessThanOrEqual(now.accuracy);
  expect(day.peakMemoryBytes).toBeNull();
});

test('payees without a label are told apart, by when labels come', () => {
  const rows = ledger(10);
  const common = { memo: '', amount: 900, context: {} };
  const fresh = { ...common, payee: 'Boots', date: '2025-01-10' };
  const withNew = [
    ...rows,
    { row: fresh, label: 'Health' },
    { row: { ...fresh, payee: 'BOOTS' }, label: 'Health' },
  ];
  const newPayees = (labels: 'now' | 'day') =>
    evaluateCategoriser(withNew, { labels, contextColumns: [], clock: steadyClock() }).newPayees;
  expect(newPayees('now')).toEqual({ accuracy: 0, n: 1 });
  expect(newPayees('day')).toEqual({ accuracy: 0, n: 2 });
  const known = { labels: 'now' as const, contextColumns: [], clock: steadyClock() };
  expect(evaluateCategoriser(rows, known).newPayees).toEqual({ accuracy: null, n: 0 });
});

test('no rows cannot be measured', () => {
  expect(() => evaluateCategoriser([], { labels: 'now', contextColumns: [], clock: () => 0 })).toThrow(
    RangeError,
  );
});
