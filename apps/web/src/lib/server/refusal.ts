import { fail } from '@sveltejs/kit';
import { httpStatusOf, toPublicError } from '@steward/api/trpc';
import { can, type Action, type WorkspaceMembership } from '@steward/core/access';
import { DomainError } from '@steward/core/errors';
import type { Actor } from '@steward/core/identity';

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

/** The access rule of an endpoint that is no procedure. */
export function requireAccess(
  locals: App.Locals,
  action: Action,
): { actor: Actor; workspace: WorkspaceMembership } {
  const { actor, workspace } = locals;
  if (actor === null) {
    const message = 'Sign in, or send an API key in the header x-api-key.';
    throw new DomainError({ code: 'unauthenticated', reason: 'no_credentials', message });
  }
  if (workspace === null || !can(workspace.role, action)) {
    const message = `Your role may not do this (${action}).`;
    throw new DomainError({ code: 'forbidden', reason: 'role', message });
  }
  return { actor, workspace };
}
