import { DomainError } from '@steward/core/errors';
import { expect, test } from 'vitest';
import { CommandFailure, demandAnswer, describeFailure } from './failure.ts';

const domainError = (code: DomainError['code'], reason = 'x') =>
  new DomainError({ code, reason, message: 'Why.' });

test('each kind of failure has its exit', () => {
  const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  const failedFetch = new TypeError('fetch failed', { cause: refused });
  expect(describeFailure(failedFetch)).toMatchObject({ exit: 'unreachable', reason: 'unreachable' });
  const trpc = (parts: object) => Object.assign(new Error('Why.'), { name: 'TRPCClientError', ...parts });
  expect(describeFailure(trpc({ cause: failedFetch })).message).toContain('ECONNREFUSED');
  expect(describeFailure(trpc({}))).toMatchObject({ exit: 'unreachable', reason: 'no_steward' });
  expect(describeFailure(trpc({ data: { code: 'FORBIDDEN', reason: 'role' } }))).toMatchObject({
    ...{ exit: 'forbidden', reason: 'role', message: 'Why.' },
  });
  expect(describeFailure(trpc({ data: { code: 'CONFLICT', reason: 'later_edit' } }))).toMatchObject({
    ...{ exit: 'failed', reason: 'later_edit' },
  });
  expect(describeFailure(domainError('unauthenticated'))).toMatchObject({ exit: 'forbidden' });
  expect(describeFailure(domainError('unavailable'))).toMatchObject({ exit: 'unreachable' });
  expect(describeFailure(domainError('invalid', 'backup_damaged'))).toMatchObject({ exit: 'differs' });
  expect(describeFailure(domainError('invalid'))).toMatchObject({ exit: 'failed' });
  expect(describeFailure(new DOMException('stopped', 'AbortError'))).toMatchObject({ exit: 'stopped' });
  expect(describeFailure('odd')).toMatchObject({ exit: 'failed', message: 'odd' });
});

test('an answer that is no success tells what the server said, or what it sent', async () => {
  const said = Response.json(
    { message: 'The role viewer may not do this.', reason: 'role' },
    { status: 403 },
  );
  await expect(demandAnswer(said)).rejects.toMatchObject({ exit: 'forbidden', reason: 'role' });
  await expect(demandAnswer(new Response('<html>', { status: 502 }))).rejects.toThrow('answered 502: <html>');
  await expect(demandAnswer(new Response('', { status: 503 }))).rejects.toBeInstanceOf(CommandFailure);
});
