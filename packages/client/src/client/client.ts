import type { AppRouter } from '@steward/api/router';
import { createTRPCClient, httpBatchLink, type TRPCClient } from '@trpc/client';
import superjson from 'superjson';

export type StewardClient = TRPCClient<AppRouter>;

interface StewardClientOptions {
  /** Where Steward answers: `http://localhost:3000`. */
  url: string;
  /** An API key of the workspace to work in. */
  apiKey: string;
  fetch?: typeof globalThis.fetch;
}

/** A typed client of a running Steward, for other apps and the command line. */
export function createStewardClient({ url, apiKey, fetch }: StewardClientOptions): StewardClient {
  return createTRPCClient<AppRouter>({
    links: [
      httpBatchLink({
        url: new URL('/api/trpc', url).href,
        transformer: superjson,
        maxURLLength: 2_000,
        headers: { 'x-api-key': apiKey },
        ...(fetch && { fetch }),
      }),
    ],
  });
}
