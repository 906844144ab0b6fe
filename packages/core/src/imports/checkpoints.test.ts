import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkAccountBalance } from './index.ts';

const at = (date: string, amountMinor: number, isOpening = false) => ({ date, amountMinor, isOpening });
const base = { currency: 'EUR', openingBalanceMinor: 1000 };

describe('checkAccountBalance', () => {
  const checkpoints = [at('2026-01-01', 1000, true), at('2026-01-03', 900), at('2026-01-05', 700)];

  it('agrees where each day is what the file says', () => {
    const booked = [at('2026-01-05', -200), at('2026-01-02', -100), at('2026-01-09', -50)];
    expect(checkAccountBalance({ ...base, checkpoints, booked })).toMatchObject({
      ...{ date: '2026-01-05', fileMinor: 700, ledgerMinor: 700, firstDifferenceOn: null },
    });
  });

  it('names the first day from which on it differs', () => {
    const booked = [at('2026-01-02', -100)];
    const result = checkAccountBalance({ ...base, checkpoints, booked });
    expect(result).toMatchObject({ ledgerMinor: 900, firstDifferenceOn: '2026-01-05', isBeforeFile: false });
  });

  it('says when it differed before the file begins', () => {
    const booked = [at('2026-01-02', -100), at('2026-01-04', -200)];
    const result = checkAccountBalance({ ...base, openingBalanceMinor: 0, checkpoints, booked });
    expect(result).toMatchObject({ firstDifferenceOn: '2026-01-01', isBeforeFile: true });
  });

  it('says nothing without a balance that a file states, or beyond what can be counted', () => {
    expect(checkAccountBalance({ ...base, checkpoints: [at('2026-01-01', 1, true)], booked: [] })).toBeNull();
    const booked = [at('2026-01-01', Number.MAX_SAFE_INTEGER), at('2026-01-02', Number.MAX_SAFE_INTEGER)];
    expect(checkAccountBalance({ ...base, checkpoints, booked })).toBeNull();
  });

  it('finds the day on which an entry is missing, whichever it is', () => {
    const amounts = fc.array(fc.integer({ min: -500, max: 500 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(amounts, fc.nat(), (days, pick) => {
        const dateOf = (index: number) => `2026-01-${String(index + 1).padStart(2, '0')}`;
        const whole = days.map((amountMinor, index) => ({ date: dateOf(index), amountMinor }));
        let balance = base.openingBalanceMinor;
        const stated = whole.map(({ date, amountMinor }) => at(date, (balance += amountMinor)));
        const missing = pick % days.length;
        const booked = whole.filter((_day, index) => index !== missing);
        const result = checkAccountBalance({ ...base, checkpoints: stated, booked });
        expect(result?.firstDifferenceOn).toBe(days[missing] === 0 ? null : dateOf(missing));
      }),
    );
  });
});
