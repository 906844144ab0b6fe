import type { WorkspaceSettings } from '../settings/index.ts';
import type { Preferences, WeekDay } from './preferences.schema.ts';

/** How numbers, dates and times are written for one person in one workspace. */
export interface WaysOfWriting {
  locale: string;
  timeZone: string;
  firstDayOfWeek: WeekDay;
}

/** What a person left open is as the workspace has it; the first day of a week as where the locale is spoken. */
export function waysOfWriting(
  preferences: Preferences,
  settings: Pick<WorkspaceSettings, 'locale' | 'timeZone'>,
): WaysOfWriting {
  const locale = preferences.locale ?? settings.locale;
  return {
    locale,
    timeZone: preferences.timeZone ?? settings.timeZone,
    firstDayOfWeek: preferences.firstDayOfWeek ?? usualFirstDay(locale),
  };
}

// Where a week does not begin on Monday: from the Unicode CLDR's weekData, which Intl gives in some engines only.
const SUNDAY = new Set(
  'AG AS AU BD BR BS BT BW BZ CA CO DM DO ET GT GU HK HN ID IL IN JM JP KE KH KR LA MH MM MO MT MX MZ NI NP PA PE PH PK PR PT PY SA SG SV TH TT TW UM US VE VI WS YE ZA ZW'.split(
    ' ',
  ),
);
const SATURDAY = new Set('AE AF BH DJ DZ EG IQ IR JO KW LY OM QA SD SY'.split(' '));

function usualFirstDay(locale: string): WeekDay {
  const region = new Intl.Locale(locale).maximize().region ?? '';
  return SUNDAY.has(region) ? 'sunday' : SATURDAY.has(region) ? 'saturday' : 'monday';
}

const DAYS: Readonly<Record<WeekDay, number>> = { sunday: 0, monday: 1, saturday: 6 };

/** Whether a calendar date such as 2026-11-23 is the first of its week. */
export function beginsWeek(date: string, firstDayOfWeek: WeekDay): boolean {
  return new Date(`${date}T00:00:00Z`).getUTCDay() === DAYS[firstDayOfWeek];
}
