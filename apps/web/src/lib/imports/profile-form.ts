import { ImportProfile } from '@steward/core/imports';
import { typedOf } from '#lib/shell/query.ts';

type ProfileForm = { ok: true; profile: ImportProfile } | { ok: false; message: string };

/** Reads the fields of `ColumnsForm` into a profile. */
export function readProfileForm(form: FormData): ProfileForm {
  const text = (name: string) => typedOf(form, name);
  const roles = form.getAll('role').map(String);
  const names = form.getAll('name').map(String);
  const parsed = ImportProfile.safeParse({
    version: 1,
    encoding: text('encoding'),
    delimiter: text('delimiter'),
    quote: text('quote'),
    skipRows: Number(text('skipRows')),
    hasHeader: form.has('hasHeader'),
    dateOrder: text('dateOrder'),
    decimal: text('decimal'),
    thousands: text('thousands'),
    signConvention: text('signConvention'),
    columns: roles.map((role, index) => ({ role, name: names[index] ?? `Column ${index + 1}` })),
    ...(roles.includes('status') && { statuses: readStatuses(form) }),
  });
  if (parsed.success) return { ok: true, profile: parsed.data };
  const issue = parsed.error.issues[0];
  return {
    ok: false,
    message: `${issue?.path.join('.') ?? 'profile'}: ${issue?.message ?? 'not understood'}`,
  };
}

/** What was said of the values of the column of statuses; of one that nothing was chosen for, nothing. */
function readStatuses(form: FormData): { value: string; meaning: string }[] {
  const meanings = form.getAll('statusMeaning').map(String);
  return form
    .getAll('statusValue')
    .map((value, index) => ({
      value: typeof value === 'string' ? value : '',
      meaning: meanings[index] ?? '',
    }))
    .filter(({ meaning }) => meaning !== '');
}
