import { VERSION_HEADER } from '@steward/core/config';
import { keyOf } from '../access/index.ts';
import type { Incoming } from './incoming.ts';

/** How a page of another origin is answered (the CORS protocol of the Fetch standard). */
export interface CrossOrigin {
  /** Whether it is a page that the configuration names. */
  isAllowed: boolean;
  /** Whether the browser asks what the page may send, and sends nothing yet. */
  isPreflight: boolean;
  /** Go onto the answer. There is never one that lets cookies come along: such a page calls with a key. */
  headers: Record<string, string>;
}

/** What a page may send and read beyond what any page may. */
const SENT = [
  ...['authorization', 'content-type', 'idempotency-key', 'if-none-match', 'last-event-id'],
  ...['trpc-accept', 'x-api-key', 'x-file-name'],
];
const READ = [
  ...['content-disposition', 'etag', 'link', 'location', 'ratelimit', 'ratelimit-policy', 'retry-after'],
  ...['x-request-id', VERSION_HEADER],
];
const PREFLIGHT = {
  'access-control-allow-methods': 'GET, HEAD, POST, PUT, PATCH, DELETE',
  'access-control-allow-headers': SENT.join(', '),
  'access-control-max-age': '600',
};

const SAME_ORIGIN: CrossOrigin = { isAllowed: false, isPreflight: false, headers: {} };

/** Looks at where a request comes from; takes the cookies off one that comes from an allowed page. */
export function readCrossOrigin(incoming: Incoming, allowedOrigins: readonly string[]): CrossOrigin {
  if (allowedOrigins.length === 0) return SAME_ORIGIN;
  // Also where nothing is allowed: a cache must not give the answer to one origin to another.
  const vary = { vary: 'origin' };
  const { method, headers, url } = incoming;
  const origin = headers.get('origin');
  if (origin === null || origin === url.origin || !allowedOrigins.includes(origin)) {
    return { ...SAME_ORIGIN, headers: vary };
  }
  headers.delete('cookie');
  const isPreflight = method === 'OPTIONS' && headers.has('access-control-request-method');
  const given = isPreflight ? PREFLIGHT : { 'access-control-expose-headers': READ.join(', ') };
  return {
    isAllowed: true,
    isPreflight,
    headers: { ...vary, 'access-control-allow-origin': origin, ...given },
  };
}

/** Whether a page of another origin may change something: with a key, which no browser sends by itself. */
export function mayCross({ isAllowed }: CrossOrigin, headers: Headers): boolean {
  return isAllowed && keyOf(headers) !== null;
}

/** The headers of an answer with those for the page that asked. */
export function withCrossOrigin(
  answered: Record<string, string>,
  { headers }: CrossOrigin,
): Record<string, string> {
  if (headers.vary === undefined) return answered;
  const vary = answered.vary === undefined ? headers.vary : `${answered.vary}, ${headers.vary}`;
  return { ...answered, ...headers, vary };
}
