import { addDays } from '@steward/core/demo';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { planDemo } from './demo-plan.ts';
import { createShiftedClock } from './shifted-clock.ts';

test('every day of every account comes in once, in order, and nothing happens after the last day began', () => {
  fc.assert(
    fc.property(fc.integer({ min: 85, max: 760 }), (days) => {
      const startDate = '2024-11-24';
      const endDate = addDays(startDate, days);
      const steps = planDemo({ startDate, endDate });
      const imports = steps.flatMap((one) =>
        one.step === 'import' && one.account === 'card' && one.from <= one.through ? [one] : [],
      );
      expect(imports[0]?.from).toBe(startDate);
      expect(imports.at(-1)?.through).toBe(endDate);
      for (const [index, { from, through }] of imports.slice(1).entries()) {
        expect(from).toBe(addDays(imports[index]?.through ?? '', 1));
        expect(from <= through).toBe(true);
      }
      expect(imports.map(({ hasCategory }) => hasCategory)).toEqual(imports.map((_, index) => index === 0));
      const times = steps.map(({ at }) => at.getTime());
      expect(times).toEqual([...times].sort((a, b) => a - b));
      expect(times.at(-1)).toBeLessThan(Date.parse(`${endDate}T00:10:00Z`));
    }),
    { numRuns: 100 },
  );
});

test('a shifted clock runs on, leaps ahead, never back, and never past the real one', () => {
  let real = Date.parse('2026-11-23T10:00:00Z');
  const clock = createShiftedClock(() => new Date(real), new Date('2024-11-24T09:00:00Z'));
  expect(clock.now().toISOString()).toBe('2024-11-24T09:00:00.000Z');
  real += 5_000;
  expect(clock.now().toISOString()).toBe('2024-11-24T09:00:05.000Z');
  clock.moveTo(new Date('2024-11-24T08:00:00Z'));
  expect(clock.now().toISOString()).toBe('2024-11-24T09:00:05.000Z');
  clock.moveTo(new Date('2025-01-01T00:00:00Z'));
  expect(clock.now().toISOString()).toBe('2025-01-01T00:00:00.000Z');
  clock.moveTo(new Date('2030-01-01T00:00:00Z'));
  expect(clock.now().getTime()).toBe(real);
  expect(clock.shiftMs()).toBe(0);
});
