import { describe, expect, it } from 'vitest';
import { closedMonthOf, differenceOf, monthToClose, type ClosedMonth } from './index.ts';

const closedAt = new Date('2026-11-28T12:00:00Z');
const october: ClosedMonth = { startsOn: '2026-10-01', endsBefore: '2026-11-01', closedAt };
const asked = { startsOn: '2026-10-01', monthStartDay: 1, today: '2026-11-01', closed: [] };

describe('a month to close', () => {
  it('has its days from the day on which months begin here', () => {
    expect(monthToClose(asked)).toEqual({ start: '2026-10-01', end: '2026-11-01' });
    expect(monthToClose({ ...asked, startsOn: '2026-09-25', monthStartDay: 25 })).toEqual({
      ...{ start: '2026-09-25', end: '2026-10-25' },
    });
  });

  it('is refused on a day on which none begins, and while it is not over', () => {
    expect(() => monthToClose({ ...asked, startsOn: '2026-10-02' })).toThrow('No month begins on 2026-10-02');
    expect(() => monthToClose({ ...asked, today: '2026-10-31' })).toThrow('not over before 2026-11-01');
  });

  it('is refused where another closed one has days of it', () => {
    const overlapping = { ...asked, startsOn: '2026-09-25', monthStartDay: 25, closed: [october] };
    expect(() => monthToClose(overlapping)).toThrow('The month from 2026-10-01');
    expect(monthToClose({ ...asked, closed: [october] }).start).toBe('2026-10-01');
  });
});

describe('days and balances', () => {
  it('a day is of a closed month from its first to its last day', () => {
    const ofClosed = (date: string) => closedMonthOf(date, [october]) !== null;
    expect(['2026-09-30', '2026-10-01', '2026-10-31', '2026-11-01'].map(ofClosed)).toEqual([
      ...[false, true, true, false],
    ]);
  });

  it('the difference is what the statement says beyond what is reconciled and ticked', () => {
    const statement = { closingBalanceMinor: 1_000, reconciledMinor: 600, amountsMinor: [500, -90] };
    expect(differenceOf(statement)).toBe(-10);
  });
});
