import { DomainError } from '@steward/core/errors';
import { ImportOptions } from '@steward/core/imports';

export function noAccount(id: string): DomainError {
  return new DomainError({
    code: 'not_found',
    reason: 'account',
    message: `There is no account ${id} here.`,
  });
}

/** Only QIF needs to be told; of the others it is refused once it is known what the file is. */
export function readOptions(dateOrder: string): ImportOptions {
  const read = ImportOptions.safeParse({ dateOrder: dateOrder || null });
  if (read.success) return read.data;
  const message = `“${dateOrder}” is no order of dates; say dmy, mdy or ymd, or leave it out.`;
  throw new DomainError({ code: 'invalid', reason: 'date_order', message });
}
