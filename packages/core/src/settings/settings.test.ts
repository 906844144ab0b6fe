import { expect, test } from 'vitest';
import { changesOf, DEFAULT_SETTINGS, settingsOf, UpdateSettings } from './index.ts';

test('what was never set has its default', () => {
  expect(settingsOf({ monthStartDay: 25 })).toEqual({ ...DEFAULT_SETTINGS, monthStartDay: 25 });
});

test('a value that stays the same is no change', () => {
  const patch = { locale: DEFAULT_SETTINGS.locale, monthStartDay: 5 };
  expect(changesOf(DEFAULT_SETTINGS, patch)).toEqual([{ name: 'monthStartDay', before: 1, after: 5 }]);
});

test.each([
  [{ timeZone: 'Europe/Nowhere' }, 'time zone'],
  [{ locale: 'not a tag' }, 'language tag'],
  [{ monthStartDay: 31 }, '28'],
  [{}, 'at least one'],
])('%j is refused', (patch, words) => {
  expect(UpdateSettings.safeParse({ patch }).error?.message).toContain(words);
});
