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
  });
  if (parsed.success) return { ok: true, profile: parsed.data };
  const issue = parsed.error.issues[0];
  return {
    ok: false,
    message: `${issue?.path.join('.') ?? 'profile'}: ${issue?.message ?? 'not understood'}`,
  };
}
