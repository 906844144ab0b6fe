import { DomainError } from '@steward/core/errors';
import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { toTrpcError, type Context } from '../trpc/index.ts';
import { fillIn } from '../wire/index.ts';
import { appRouter } from './app-router.ts';

export const TRPC_ENDPOINT = '/api/trpc';

/** Answers a tRPC request over HTTP; one whose credentials were refused gets the refusal in tRPC's shape. */
export function handleTrpc(
  request: Request,
  context: Omit<Context, 'signal' | 'fillsIn'> | DomainError,
): Promise<Response> {
  // A streamed answer is not whole when it is filled in.
  const isWhole = !request.headers.get('trpc-accept')?.includes('jsonl');
  return fillIn(() =>
    fetchRequestHandler({
      endpoint: TRPC_ENDPOINT,
      req: request,
      router: appRouter,
      createContext: () => {
        if (context instanceof DomainError) throw toTrpcError(context);
        return { ...context, signal: request.signal, fillsIn: isWhole };
      },
      responseMeta: ({ errors }) => {
        const cause = errors[0]?.cause;
        const seconds = cause instanceof DomainError ? cause.details?.retryAfterSeconds : undefined;
        return typeof seconds === 'number' ? { headers: { 'retry-after': String(seconds) } } : {};
      },
    }),
  );
}
