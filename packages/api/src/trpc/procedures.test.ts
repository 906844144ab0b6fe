import { DomainError } from '@steward/core/errors';
import { TRPCError } from '@trpc/server';
import { expect, expectTypeOf, test } from 'vitest';
import { toPublicError } from './error-mapping.ts';
import { workspaceProcedure } from './procedures.ts';

test('a procedure without an access rule does not compile', () => {
  expectTypeOf(workspaceProcedure).toHaveProperty('can');
  expectTypeOf(workspaceProcedure).not.toHaveProperty('query');
  expectTypeOf(workspaceProcedure).not.toHaveProperty('mutation');
  expectTypeOf(workspaceProcedure).not.toHaveProperty('input');
  // @ts-expect-error there is no query before the rule
  expect(workspaceProcedure.query).toBeUndefined();
});

test('a rule that is not in the permission table does not compile', () => {
  // @ts-expect-error no such action
  expect(() => workspaceProcedure.can('everything:do')).not.toThrow();
  expectTypeOf(workspaceProcedure.can).parameter(0).not.toEqualTypeOf<string>();
});

test('after the rule, who asks and the workspace are certain', () => {
  workspaceProcedure.can('review:answer').query(({ ctx }) => {
    expectTypeOf(ctx.actor).not.toBeNullable();
    expectTypeOf(ctx.workspace).not.toBeNullable();
    expectTypeOf(ctx.db.workspaceId).toBeString();
  });
});

test('an unknown error says nothing but the request id', () => {
  const leak = new Error('select * from user where password = 1');
  const shown = toPublicError(new TRPCError({ code: 'INTERNAL_SERVER_ERROR', cause: leak }), 'req_1');
  expect(shown.code).toBe('internal');
  expect(shown.message).not.toContain('select');
  expect(shown.cause).toBeUndefined();
  expect(shown.details).toEqual({ requestId: 'req_1' });
});

test('a domain error keeps reason and details and loses its cause', () => {
  const error = new DomainError({
    ...{ code: 'conflict', reason: 'later_edit', message: 'A later edit stands in the way.' },
    details: { id: 'chg_1' },
    cause: new Error('secret'),
  });
  const shown = toPublicError(new TRPCError({ code: 'INTERNAL_SERVER_ERROR', cause: error }), 'req_1');
  expect(shown).toMatchObject({ code: 'conflict', reason: 'later_edit', details: { id: 'chg_1' } });
  expect(shown.cause).toBeUndefined();
});
