import type { NewKey } from '@steward/core/access';
import { numberOrNull, textOf } from '#lib/shell/query.ts';

/** What the form offers as a key's life, days. */
export const KEY_DAYS = [30, 90, 365] as const;

const DAY_MS = 86_400_000;

/** What the form asks for; what makes no sense is left for the schema to refuse. */
export function readKeyForm(form: FormData, now: Date): NewKey {
  const days = numberOrNull(form, 'days');
  const limitPerMinute = numberOrNull(form, 'limitPerMinute');
  const actions = form.getAll('actions').filter((action) => typeof action === 'string');
  return {
    name: textOf(form, 'name'),
    role: textOf(form, 'role') as NewKey['role'],
    expiresAt: days === null ? null : new Date(now.getTime() + days * DAY_MS),
    ...(limitPerMinute !== null && { limitPerMinute }),
    allowedAddresses: textOf(form, 'allowedAddresses')
      .split(/[\s,;]+/)
      .filter(Boolean),
    actions: actions.length > 0 ? (actions as NonNullable<NewKey['actions']>) : null,
  };
}
