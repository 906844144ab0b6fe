import { z } from 'zod';
import { CurrencyCode } from '../money/index.ts';

/** An IANA name such as Europe/Vienna. */
export const TimeZone = z.string().max(64).refine(isTimeZone, 'expected a time zone such as Europe/Vienna');

/** A BCP 47 tag such as en-GB. */
export const Locale = z.string().max(35).refine(isLocale, 'expected a language tag such as en-GB');

/** What a workspace's pages, months and sums go by. */
export const WorkspaceSettings = z.object({
  baseCurrency: CurrencyCode,
  timeZone: TimeZone,
  /** The day on which a month begins; 28 at most, so that every month has it. */
  monthStartDay: z.number().int().min(1).max(28),
  locale: Locale,
});
export type WorkspaceSettings = z.infer<typeof WorkspaceSettings>;

export const DEFAULT_SETTINGS: WorkspaceSettings = {
  baseCurrency: 'EUR',
  timeZone: 'UTC',
  monthStartDay: 1,
  locale: 'en-GB',
};

export const UpdateSettings = z.object({
  patch: WorkspaceSettings.partial().refine(
    (patch) => Object.keys(patch).length > 0,
    'change at least one setting',
  ),
});
export type UpdateSettings = z.infer<typeof UpdateSettings>;

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}
