import { z } from 'zod';
import { CurrencyCode } from '../money/index.ts';

/** An IANA name such as Europe/Vienna. */
export const TimeZone = z.string().max(64).refine(isTimeZone, 'expected a time zone such as Europe/Vienna');

/** A BCP 47 tag such as en-GB. */
export const Locale = z.string().max(35).refine(isLocale, 'expected a language tag such as en-GB');

/** How long what decisions and people said is kept; null keeps it for ever. */
export const Retention = z.object({
  version: z.literal(1),
  days: z.number().int().min(30, 'at least 30 days').max(36_500, 'at most 36,500 days').nullable(),
});
export type Retention = z.infer<typeof Retention>;

/** The bounds that rules must keep which act without asking a person. */
export const RiskLimits = z.object({
  version: z.literal(1),
  /** Of the decisions that a rule applies, 0 to 0.2. */
  maximumWrongShare: z.number().min(0, 'at least 0').max(0.2, 'at most 20 %'),
  /** What rules may apply in a calendar month, in absolute amounts; null sets no bound. */
  maximumAmountPerMonth: z
    .object({
      amountMinor: z.number().int().min(1, 'more than nothing').max(Number.MAX_SAFE_INTEGER),
      currency: CurrencyCode,
    })
    .nullable(),
});
export type RiskLimits = z.infer<typeof RiskLimits>;

/** What a workspace's pages, months and sums go by. */
export const WorkspaceSettings = z.object({
  baseCurrency: CurrencyCode,
  timeZone: TimeZone,
  /** The day on which a month begins; 28 at most, so that every month has it. */
  monthStartDay: z.number().int().min(1).max(28),
  locale: Locale,
  retention: Retention,
  riskLimits: RiskLimits,
});
export type WorkspaceSettings = z.infer<typeof WorkspaceSettings>;

export const DEFAULT_SETTINGS: WorkspaceSettings = {
  baseCurrency: 'EUR',
  timeZone: 'UTC',
  monthStartDay: 1,
  locale: 'en-GB',
  retention: { version: 1, days: null },
  riskLimits: { version: 1, maximumWrongShare: 0.02, maximumAmountPerMonth: null },
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
