import { mayDo, type Action, type WorkspaceMembership } from '@steward/core/access';
import { DomainError } from '@steward/core/errors';
import type { Actor } from '@steward/core/identity';
import { initTRPC } from '@trpc/server';
import type { Context } from './context.ts';
import { transformer } from '../wire/index.ts';
import { toPublicError, toTrpcError } from './error-mapping.ts';
import { refuseIllFormed } from './refuse-ill-formed.ts';

/** Who may call a procedure. The walk in tests/access reads it of every one. */
export type AccessRule =
  { rule: 'public'; because: string } | { rule: 'signed_in' } | { rule: 'workspace'; action: Action };

/** How a procedure is reached over REST. */
export interface Route {
  /** Method and path below the prefix: GET /decisions/{id}. */
  rest: `${'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'} /${string}`;
  /** One sentence for the reference. */
  summary: string;
  description?: string;
}

export interface Meta {
  access: AccessRule;
  route?: Route;
}

const t = initTRPC
  .context<Context>()
  .meta<Meta>()
  .create({
    transformer,
    errorFormatter: ({ shape, error }) => {
      const { stack: _stack, ...data } = shape.data;
      const cause = error.cause instanceof DomainError ? error.cause : null;
      return { ...shape, data: { ...data, reason: cause?.reason ?? null, details: cause?.details ?? null } };
    },
  });

export const router = t.router;
export const mergeRouters = t.mergeRouters;
export const createCallerFactory = t.createCallerFactory;

interface Call {
  ctx: Context;
  path: string;
  type: string;
  getRawInput: () => Promise<unknown>;
}

type Result = { ok: true } | { ok: false; error: unknown };

/**
 * What every call has: a log line, errors that say nothing of our insides, and well-formed text. In a middleware, not
 * the HTTP formatter alone: callers inside the process must not see a SQL text either. Each procedure has only this one:
 * tRPC's way from one to the next costs more than most of what they do.
 */
async function observe<R extends Result>(call: Call, proceed: () => R | Promise<R>): Promise<R> {
  const { ctx, path, type } = call;
  const startedAt = performance.now();
  const line = () => {
    const ms = Math.round((performance.now() - startedAt) * 10) / 10;
    return { requestId: ctx.requestId, path, type, ms, workspaceId: ctx.workspace?.id };
  };
  const result = await settle(async () => {
    refuseIllFormed(await readRawInput(call));
    return proceed();
  });
  if (result.ok) {
    ctx.services.log.info(line(), 'call');
    return result;
  }
  const publicError = toPublicError(result.error, ctx.requestId);
  const refusal = { ...line(), code: publicError.code, reason: publicError.reason };
  if (publicError.code === 'internal')
    ctx.services.log.error({ ...refusal, err: result.error }, 'call failed');
  else ctx.services.log.info(refusal, 'call refused');
  throw toTrpcError(publicError);
}

async function settle<R extends Result>(run: () => Promise<R>): Promise<R | { ok: false; error: unknown }> {
  try {
    return await run();
  } catch (error) {
    return { ok: false, error };
  }
}

/** @throws DomainError `json` for a body that is none. */
async function readRawInput({ getRawInput }: Pick<Call, 'getRawInput'>): Promise<unknown> {
  try {
    return await getRawInput();
  } catch (cause) {
    const syntax = cause instanceof Error && cause.cause instanceof SyntaxError ? cause.cause : cause;
    if (!(syntax instanceof SyntaxError)) throw cause;
    const message = `The input is not JSON: ${syntax.message}.`;
    throw new DomainError({ code: 'invalid', reason: 'json', message, cause });
  }
}

/** Needs no credentials; says why that is right. */
export function publicProcedure(because: string, route?: Route) {
  return t.procedure
    .meta({ access: { rule: 'public', because }, ...(route && { route }) })
    .use((call) => observe(call, () => call.next()));
}

/** A person, in any workspace or none; never an API key. */
export const signedInProcedure = t.procedure.meta({ access: { rule: 'signed_in' } }).use((call) =>
  observe(call, () => {
    const { actor } = call.ctx;
    if (actor === null) throw unauthenticated();
    if (actor.kind !== 'user') {
      const message = 'Only a signed-in person can do this, not an API key.';
      throw new DomainError({ code: 'forbidden', reason: 'person_needed', message });
    }
    return call.next({ ctx: { actor } });
  }),
);

/** The start of every other procedure. It is no procedure until `can` has named its action. */
export const workspaceProcedure = {
  can: (action: Action, route?: Route) =>
    t.procedure.meta({ access: { rule: 'workspace', action }, ...(route && { route }) }).use((call) =>
      observe(call, async () => {
        const { actor, workspace } = requireAccess(call.ctx, action);
        const db = await call.ctx.services.workspaces.open(workspace.id);
        return call.next({ ctx: { actor, workspace, db } });
      }),
    ),
};

/** Who asks and where, when they may do the action; for what is no procedure too. */
export function requireAccess(
  { actor, workspace }: Pick<Context, 'actor' | 'workspace'>,
  action: Action,
): { actor: Actor; workspace: WorkspaceMembership } {
  if (actor === null) throw unauthenticated();
  if (workspace === null) {
    const message = 'You are in no workspace yet: make one or ask for an invitation.';
    throw new DomainError({ code: 'forbidden', reason: 'no_workspace', message });
  }
  if (!mayDo(workspace, action)) throw notAllowed(workspace, action);
  return { actor, workspace };
}

function unauthenticated(): DomainError {
  const message = 'Sign in, or send an API key in the header x-api-key.';
  return new DomainError({ code: 'unauthenticated', reason: 'no_credentials', message });
}

function notAllowed(
  { role, actions }: { role: string; actions?: readonly string[] },
  action: Action,
): DomainError {
  const message = actions
    ? `This API key may not do this (${action}): it has the rights ${actions.join(', ')} of the role ${role}.`
    : `The role ${role} may not do this (${action}).`;
  return new DomainError({ code: 'forbidden', reason: 'role', message, details: { role, action } });
}
