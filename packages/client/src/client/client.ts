import type { AppRouter } from '@steward/api/router';
import { createTRPCClient, httpBatchLink, httpLink, splitLink, type TRPCClient } from '@trpc/client';
import { createRetryLink, DEFAULT_RETRY, type RetryOptions } from './retry.ts';
import superjson, { type SuperJSONResult } from 'superjson';

/** Nearly every input is JSON as it stands, which superjson need not take apart. */
const serialize = (value: unknown): SuperJSONResult =>
  isJson(value) ? { json: value as SuperJSONResult['json'] } : superjson.serialize(value);

function isJson(value: unknown): boolean {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value) && !Object.is(value, -0);
  if (typeof value !== 'object') return false;
  if (Array.isArray(value)) return value.every(isJson);
  return Object.getPrototypeOf(value) === Object.prototype && Object.values(value).every(isJson);
}

/** What came over the wire is nobody else's: no copy is made of it. */
const deserialize = (value: SuperJSONResult): unknown => superjson.deserialize(value, { inPlace: true });

export type StewardClient = TRPCClient<AppRouter>;

export interface StewardClientOptions {
  /** Where Steward answers: `http://localhost:3000`. */
  url: string;
  /** An API key of the workspace to work in. */
  apiKey: string;
  fetch?: typeof globalThis.fetch;
  /** How calls that did not get through are sent again: questions, and changes with an idempotency key. */
  retry?: Partial<RetryOptions>;
}

/** A typed client of a running Steward, for other apps and the command line. */
export function createStewardClient({ url, apiKey, fetch, retry }: StewardClientOptions): StewardClient {
  const options = {
    url: new URL('/api/trpc', url).href,
    transformer: { serialize, deserialize },
    headers: { 'x-api-key': apiKey },
    ...(fetch && { fetch }),
  };
  return createTRPCClient<AppRouter>({
    links: [
      createRetryLink({ ...DEFAULT_RETRY, ...retry }),
      splitLink({
        // Small questions share a request; a change has its own, and is answered as soon as it is made.
        condition: ({ type }) => type === 'query',
        true: httpBatchLink({ ...options, maxURLLength: 2_000 }),
        false: httpLink(options),
      }),
    ],
  });
}
