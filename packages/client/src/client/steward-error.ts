import { TRPCClientError } from '@trpc/client';

/** Why a call failed, as a value. */
export interface StewardError {
  /** `network` when no answer came. */
  code:
    | 'invalid'
    | 'unauthenticated'
    | 'forbidden'
    | 'not_found'
    | 'conflict'
    | 'too_large'
    | 'too_many'
    | 'unavailable'
    | 'internal'
    | 'network';
  /** Stable and snake_case: programs switch on it. */
  reason: string;
  /** What was wrong with what, and what to do; for people. */
  message: string;
  /** Which fields of the input are wrong. */
  issues: { path: string; message: string }[];
  /** Whether the same call may succeed later. */
  isTransient: boolean;
  /** How long the server asks to wait; null when it does not say. */
  retryAfterSeconds: number | null;
}

const CODES: Readonly<Record<string, StewardError['code']>> = {
  BAD_REQUEST: 'invalid',
  UNAUTHORIZED: 'unauthenticated',
  FORBIDDEN: 'forbidden',
  NOT_FOUND: 'not_found',
  CONFLICT: 'conflict',
  PAYLOAD_TOO_LARGE: 'too_large',
  TOO_MANY_REQUESTS: 'too_many',
  SERVICE_UNAVAILABLE: 'unavailable',
  INTERNAL_SERVER_ERROR: 'internal',
};

interface ErrorData {
  code?: string;
  reason?: string | null;
  details?: { retryAfterSeconds?: unknown; issues?: unknown } | null;
}

/** What a call threw, as a value. */
export function toStewardError(error: unknown): StewardError {
  const message = error instanceof Error ? error.message : String(error);
  const data = error instanceof TRPCClientError ? (error.data as ErrorData | null | undefined) : undefined;
  if (!data) {
    const reason = 'no_answer';
    return { code: 'network', reason, message, issues: [], isTransient: true, retryAfterSeconds: null };
  }
  const code = CODES[data.code ?? ''] ?? 'internal';
  const { retryAfterSeconds, issues } = data.details ?? {};
  return {
    ...{ code, reason: data.reason ?? 'unnamed', message },
    issues: Array.isArray(issues) ? (issues as StewardError['issues']) : [],
    isTransient: code === 'too_many' || code === 'unavailable',
    retryAfterSeconds: typeof retryAfterSeconds === 'number' ? retryAfterSeconds : null,
  };
}

export type Outcome<T> = { ok: true; value: T } | { ok: false; error: StewardError };

/** The outcome of a call as a value: nothing is thrown. */
export async function attempt<T>(call: Promise<T>): Promise<Outcome<T>> {
  try {
    return { ok: true, value: await call };
  } catch (error) {
    return { ok: false, error: toStewardError(error) };
  }
}
