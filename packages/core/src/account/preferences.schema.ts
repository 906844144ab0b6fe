import { z } from 'zod';
import { Locale, TimeZone } from '../settings/index.ts';

export const Theme = z.enum(['system', 'light', 'dark']);
export type Theme = z.infer<typeof Theme>;

export const Density = z.enum(['compact', 'comfortable']);
export type Density = z.infer<typeof Density>;

export const WeekDay = z.enum(['monday', 'saturday', 'sunday']);
export type WeekDay = z.infer<typeof WeekDay>;

/** How one person wants pages to look and to write. */
export const Preferences = z.object({
  theme: Theme,
  density: Density,
  /** null: as the workspace writes numbers and dates. */
  locale: Locale.nullable(),
  /** null: the workspace's. */
  timeZone: TimeZone.nullable(),
  /** null: as is usual where the locale is spoken. */
  firstDayOfWeek: WeekDay.nullable(),
});
export type Preferences = z.infer<typeof Preferences>;

export const DEFAULT_PREFERENCES: Preferences = {
  theme: 'system',
  density: 'compact',
  locale: null,
  timeZone: null,
  firstDayOfWeek: null,
};

export const UpdatePreferences = z.object({
  patch: Preferences.partial().refine(
    (patch) => Object.keys(patch).length > 0,
    'change at least one preference',
  ),
});
export type UpdatePreferences = z.infer<typeof UpdatePreferences>;
