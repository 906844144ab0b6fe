import { DomainError } from '@steward/core/errors';
import { resolveResponse } from '@trpc/server/http';
import { toTrpcError, type Context } from '../trpc/index.ts';
import { withSerialised } from '../wire/index.ts';
import { appRouter } from './app-router.ts';

export const TRPC_ENDPOINT = '/api/trpc';

/** What tRPC reads of a request; a `Request` is one, but costs more than all else of a call. */
export type TrpcRequest = Pick<Request, 'url' | 'method' | 'headers' | 'signal' | 'text'>;

export interface TrpcAnswer {
  status: number;
  headers: Record<string, string>;
  body: string | Uint8Array | ReadableStream<Uint8Array> | null;
}

/** Answers a tRPC request over HTTP; one whose credentials were refused gets the refusal in tRPC's shape. */
export async function handleTrpc(
  request: TrpcRequest,
  context: Omit<Context, 'signal' | 'fillsIn'> | DomainError,
): Promise<TrpcAnswer> {
  // A streamed answer is not whole when it is filled in.
  const isWhole = !request.headers.get('trpc-accept')?.includes('jsonl');
  const { value: response, fillIn } = await withSerialised(() =>
    resolveResponse({
      req: request as Request,
      path: new URL(request.url).pathname.slice(TRPC_ENDPOINT.length + 1),
      error: null,
      router: appRouter,
      createContext: () => {
        if (context instanceof DomainError) throw toTrpcError(context);
        return Promise.resolve({ ...context, signal: request.signal, fillsIn: isWhole });
      },
      responseMeta: ({ errors }) => {
        const cause = errors[0]?.cause;
        const seconds = cause instanceof DomainError ? cause.details?.retryAfterSeconds : undefined;
        return typeof seconds === 'number'
          ? { headers: new Headers({ 'retry-after': String(seconds) }) }
          : {};
      },
    }),
  );
  const headers = Object.fromEntries(response.headers);
  const isStream = !isWhole || headers['content-type']?.startsWith('text/event-stream') === true;
  return { status: response.status, headers, body: isStream ? response.body : fillIn(await response.text()) };
}
