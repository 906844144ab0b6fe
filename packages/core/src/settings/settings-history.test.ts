import { expect, test } from 'vitest';
import { changesIn, DEFAULT_SETTINGS, findOverwritten, UpdateSettings } from './index.ts';

const NOW = { ...DEFAULT_SETTINGS, monthStartDay: 5, name: 'Alder House' };

test('a record of settings and one of a new name read alike', () => {
  const settings = { change: 'settings_updated', before: { monthStartDay: 1 }, after: { monthStartDay: 5 } };
  expect(changesIn(settings)).toEqual({
    changes: [{ name: 'monthStartDay', before: 1, after: 5 }],
    reverts: null,
  });
  const name = { change: 'workspace_renamed', before: 'Alder', after: 'Alder House', reverts: 7 };
  expect(changesIn(name)).toEqual({
    changes: [{ name: 'name', before: 'Alder', after: 'Alder House' }],
    reverts: 7,
  });
});

test('what speaks of no setting is none, and a setting that is no more is left out', () => {
  expect(changesIn({ change: 'workspace_created', name: 'Alder' })).toBeNull();
  expect(changesIn(null)).toBeNull();
  const old = { change: 'settings_updated', before: { theme: 'dark' }, after: { theme: 'light' } };
  expect(changesIn(old)).toEqual({ changes: [], reverts: null });
});

test('a change is in force while each of its values is', () => {
  const month = { name: 'monthStartDay' as const, before: 1, after: 5 };
  const limits = {
    name: 'riskLimits' as const,
    before: null,
    after: { maximumAmountPerMonth: null, maximumWrongShare: 0.02, version: 1 },
  };
  expect(findOverwritten([month, limits], NOW)).toBeNull();
  expect(findOverwritten([limits, { ...month, after: 3 }], NOW)).toMatchObject({ name: 'monthStartDay' });
});

test.each([
  [{ retention: { version: 1, days: 7 } }, '30 days'],
  [{ retention: { version: 2, days: 60 } }, 'version'],
  [{ riskLimits: { version: 1, maximumWrongShare: 0.3, maximumAmountPerMonth: null } }, '20 %'],
  [
    {
      riskLimits: {
        ...{ version: 1, maximumWrongShare: 0.01 },
        maximumAmountPerMonth: { amountMinor: 0, currency: 'EUR' },
      },
    },
    'more than nothing',
  ],
])('%j is refused', (patch, words) => {
  expect(JSON.stringify(UpdateSettings.safeParse({ patch }).error?.issues)).toContain(words);
});
