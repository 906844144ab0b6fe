import { fail } from '@sveltejs/kit';
import { httpStatusOf, toPublicError } from '@steward/api/trpc';
import { DomainError } from '@steward/core/errors';

/** What a page may show of an error, and the status to answer with. */
export function describeError(error: unknown, requestId: string) {
  const { code, message, reason, details } = toPublicError(error, requestId);
  return { status: httpStatusOf(code), message, reason, ...(details && { details }) };
}

/** For form actions: a refusal becomes the form's own message; anything else stays an error. */
export function failWith(error: unknown) {
  if (!(error instanceof DomainError) || error.code === 'internal') throw error;
  const { status, message, reason, details } = describeError(error, '');
  return fail(status, { message, reason, details });
}
