import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayNumber, parseDate, type DateOrder } from './index.ts';

const read = (text: string, order: DateOrder) => {
  const result = parseDate(text, order);
  return result.ok ? result.date : result.expected;
};

describe('parseDate', () => {
  it.each([
    ['2026-01-31', 'ymd', '2026-01-31'],
    ['31.01.2026', 'dmy', '2026-01-31'],
    ['1/31/26', 'mdy', '2026-01-31'],
    ['31-Jan-2026', 'dmy', '2026-01-31'],
    ['Jan 31, 2026', 'mdy', '2026-01-31'],
    ['31 janv. 2026', 'dmy', '2026-01-31'],
    ['3. März 2026', 'dmy', '2026-03-03'],
    ['14 juillet 2026', 'dmy', '2026-07-14'],
    ['14 juin 2026', 'dmy', '2026-06-14'],
    ['Sat 31 Jan 2026', 'dmy', '2026-01-31'],
    ['20260131', 'ymd', '2026-01-31'],
    ['31012026', 'dmy', '2026-01-31'],
    ['2026-01-31T23:59:59.000Z', 'ymd', '2026-01-31'],
    ['2026-01-31 00:15', 'ymd', '2026-01-31'],
    ['31/01/99', 'dmy', '1999-01-31'],
    ['2026-01-31', 'dmy', '2026-01-31'],
  ] as const)('reads %s as %s', (text, order, date) => expect(read(text, order)).toBe(date));

  it('says which day does not exist', () => {
    expect(read('31.11.2026', 'dmy')).toBe('a day that exists: November 2026 has 30 days');
    expect(read('29.02.2025', 'dmy')).toContain('February 2025 has 28 days');
    expect(read('13/13/2026', 'mdy')).toBe('a month from 1 to 12');
  });

  it.each(['', 'soon', '12.50', '1.2.3.4', '31 Foo 2026', '99999999x', '31/2026'])('refuses %j', (text) =>
    expect(read(text, 'dmy')).toBe('a date such as 31.01.2026'),
  );

  it('reads back every day in every order', () => {
    const days = fc.date({ min: new Date('1970-01-01'), max: new Date('2069-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(days, fc.constantFrom('.', '/', '-', ' '), (instant, mark) => {
        const iso = instant.toISOString().slice(0, 10);
        const [year = '', month = '', day = ''] = iso.split('-');
        expect(read([year, month, day].join(mark), 'ymd')).toBe(iso);
        expect(read([day, month, year].join(mark), 'dmy')).toBe(iso);
        expect(read([Number(month), Number(day), year.slice(2)].join(mark), 'mdy')).toBe(iso);
        expect(dayNumber(iso) * 86_400_000).toBe(Date.parse(iso));
      }),
    );
  });
});
