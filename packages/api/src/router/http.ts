import { DomainError } from '@steward/core/errors';
import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import type { Context } from '../trpc/index.ts';
import { appRouter } from './app-router.ts';

export const TRPC_ENDPOINT = '/api/trpc';

/** Answers a tRPC request over HTTP. */
export function handleTrpc(request: Request, context: Omit<Context, 'signal'>): Promise<Response> {
  return fetchRequestHandler({
    endpoint: TRPC_ENDPOINT,
    req: request,
    router: appRouter,
    createContext: () => ({ ...context, signal: request.signal }),
    responseMeta: ({ errors }) => {
      const cause = errors[0]?.cause;
      const seconds = cause instanceof DomainError ? cause.details?.retryAfterSeconds : undefined;
      return typeof seconds === 'number' ? { headers: { 'retry-after': String(seconds) } } : {};
    },
  });
}
