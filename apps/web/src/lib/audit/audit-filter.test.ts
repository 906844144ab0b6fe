import { expect, test } from 'vitest';
import { readAuditFilter, startOfDay } from './audit-filter.ts';

const read = (query: string, timeZone = 'UTC') => readAuditFilter(new URLSearchParams(query), timeZone);

test('empty fields of the search form ask for nothing', () => {
  expect(read('system=&action=&from=&to=&minConfidence=&subject=')).toEqual({});
});

test('the last day is part of the search', () => {
  expect(read('from=2026-11-01&to=2026-11-30')).toEqual({
    startDate: new Date('2026-11-01T00:00:00Z'),
    endDate: new Date('2026-12-01T00:00:00Z'),
  });
});

test('a day begins when it begins where the workspace is', () => {
  expect(startOfDay('2026-11-23', 'Europe/Vienna').toISOString()).toBe('2026-11-22T23:00:00.000Z');
  expect(startOfDay('2026-11-23', 'America/New_York').toISOString()).toBe('2026-11-23T05:00:00.000Z');
});

test('the day on which summer time begins starts in winter time', () => {
  expect(startOfDay('2026-03-29', 'Europe/Vienna').toISOString()).toBe('2026-03-28T23:00:00.000Z');
});

test('a word that is no action, and a share above 1, are as if absent', () => {
  expect(read('action=explode&maxConfidence=7&cursor=-3')).toEqual({});
});
