import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createPendingPool, findPending, type ParsedRow } from './index.ts';

const day = fc.integer({ min: 1, max: 20 }).map((n) => `2026-01-${String(n).padStart(2, '0')}`);
const payee = fc.constantFrom('Kettle', 'KETTLE ', 'Shop');
const amountMinor = fc.constantFrom(-320, -500);
const row = (date: string, name: string, minor: number): ParsedRow => ({
  ...{ date, payee: name, amountMinor: minor, memo: '', currency: 'EUR', externalId: null, category: null },
  ...{ context: {}, original: null, isPending: false, splits: [] },
});

it('gives each booked row at most one pending transaction of its amount and payee, within 7 days, and none twice', () => {
  const pending = fc.array(fc.record({ date: day, importedPayee: payee, amountMinor }), { maxLength: 6 });
  const booked = fc.array(fc.tuple(day, payee, amountMinor), { maxLength: 8 });
  fc.assert(
    fc.property(pending, booked, (waiting, rows) => {
      const all = waiting.map((one, index) => ({ ...one, id: `txn_${index}`, isPending: true }));
      const pool = createPendingPool(all);
      const taken: string[] = [];
      for (const [date, name, minor] of rows) {
        const found = findPending(pool, row(date, name, minor));
        if (found === null) continue;
        const days = Math.abs(Date.parse(found.date) - Date.parse(date)) / 86_400_000;
        expect(days).toBeLessThanOrEqual(7);
        expect(found.amountMinor).toBe(minor);
        expect(found.importedPayee.trim().toLowerCase()).toBe(name.trim().toLowerCase());
        pool.taken.add(found.id);
        taken.push(found.id);
      }
      expect(new Set(taken).size).toBe(taken.length);
    }),
    { numRuns: 1000 },
  );
});

it('takes the nearest, and nothing for a row that is pending itself', () => {
  const one = { importedPayee: 'Kettle', amountMinor: -320, isPending: true };
  const pool = createPendingPool([
    { ...one, id: 'txn_1', date: '2026-01-02' },
    { ...one, id: 'txn_2', date: '2026-01-05' },
  ]);
  expect(findPending(pool, row('2026-01-06', 'Kettle', -320))?.id).toBe('txn_2');
  expect(findPending(pool, { ...row('2026-01-06', 'Kettle', -320), isPending: true })).toBeNull();
});
