import type { AppRouter } from '@steward/api/router';
import type { Operation, TRPCLink } from '@trpc/client';
import { observable } from '@trpc/server/observable';
import { toStewardError } from './steward-error.ts';

export interface RetryOptions {
  /** Times a call is sent again. */
  retries: number;
  /** The longest first wait, ms; it doubles with each. */
  baseMs: number;
  maximumMs: number;
  /** A number from 0 up to 1. */
  random: () => number;
}

export const DEFAULT_RETRY: RetryOptions = {
  retries: 4,
  baseMs: 200,
  maximumMs: 10_000,
  random: Math.random,
};

/** Sends calls again that did not get through, when that cannot do anything twice. */
export function createRetryLink(options: RetryOptions): TRPCLink<AppRouter> {
  return () =>
    ({ op, next }) =>
      observable((observer) => {
        let attempt = 0;
        let timer: ReturnType<typeof setTimeout> | undefined;
        let running: { unsubscribe: () => void } | undefined;
        const run = () => {
          running = next(op).subscribe({
            next: (value) => {
              observer.next(value);
            },
            error: (error) => {
              const waitMs = retryWait({ op, error, attempt }, options);
              attempt += 1;
              if (waitMs === null) observer.error(error);
              else timer = setTimeout(run, waitMs);
            },
            complete: () => {
              observer.complete();
            },
          });
        };
        run();
        return () => {
          clearTimeout(timer);
          running?.unsubscribe();
        };
      });
}

interface Failure {
  op: Pick<Operation, 'type' | 'input'>;
  error: unknown;
  /** 0 for the first. */
  attempt: number;
}

/** How long to wait before a failed call is sent again, ms: full jitter, or what the server asks for; null for not at all. */
export function retryWait({ op, error, attempt }: Failure, options: RetryOptions): number | null {
  const { isTransient, retryAfterSeconds } = toStewardError(error);
  if (!isTransient || attempt >= options.retries || !isRepeatable(op)) return null;
  const wait = options.random() * Math.min(options.maximumMs, options.baseMs * 2 ** attempt);
  return retryAfterSeconds === null ? wait : Math.max(wait, retryAfterSeconds * 1_000);
}

/** A question, or a change with a key by which the server knows that it was done already. */
function isRepeatable({ type, input }: Pick<Operation, 'type' | 'input'>): boolean {
  if (type === 'query') return true;
  return typeof input === 'object' && input !== null && 'idempotencyKey' in input;
}
