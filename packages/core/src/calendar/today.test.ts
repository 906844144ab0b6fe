import { expect, it } from 'vitest';
import { todayIn } from './today.ts';

it.each([
  ['UTC', '2026-11-28T23:30:00Z', '2026-11-28'],
  ['Europe/Vienna', '2026-11-28T23:30:00Z', '2026-11-29'],
  ['America/Los_Angeles', '2026-11-01T05:00:00Z', '2026-10-31'],
  ['Pacific/Kiritimati', '2026-12-31T10:00:00Z', '2027-01-01'],
])('in %s it is another day at the same instant', (timeZone, instant, date) => {
  expect(todayIn(timeZone, new Date(instant))).toBe(date);
});
