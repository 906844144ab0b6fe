import type { DomainError, DomainErrorCode } from '@steward/core/errors';
import { z } from 'zod';
import { httpStatusOf } from '../trpc/index.ts';
import { METHOD_NOT_ALLOWED } from './find-route.ts';

const TITLES: Record<DomainErrorCode, string> = {
  invalid: 'The request is not as it has to be',
  unauthenticated: 'Credentials are missing or not valid',
  forbidden: 'Not allowed',
  not_found: 'Not found',
  conflict: 'In conflict with what is there',
  too_large: 'Too large',
  too_many: 'Too many requests',
  unavailable: 'Not available for a moment',
  internal: 'Something went wrong inside Steward',
};

/** The body of every error, after RFC 9457. */
export const Problem = z.object({
  /** urn:steward:problem: and the reason. */
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  /** The request, as the log names it. */
  instance: z.string(),
  /** Stable and snake_case: programs switch on it. */
  reason: z.string(),
  /** What is wrong with which field of the input. */
  errors: z.array(z.object({ field: z.string(), pointer: z.string(), detail: z.string() })).optional(),
});
export type Problem = z.infer<typeof Problem>;

const Issues = z.object({ issues: z.array(z.object({ path: z.string(), message: z.string() })) });

export function problemOf(error: DomainError, requestId: string): Problem {
  const issues = Issues.safeParse(error.details);
  return {
    type: `urn:steward:problem:${error.reason}`,
    title: TITLES[error.code],
    status:
      error.reason === METHOD_NOT_ALLOWED
        ? 405
        : error.reason === 'content_type'
          ? 415
          : httpStatusOf(error.code),
    detail: error.message,
    instance: `urn:steward:request:${requestId}`,
    reason: error.reason,
    ...(issues.success && {
      errors: issues.data.issues.map(({ path, message }) => ({
        field: path,
        pointer: path === '' ? '#' : `#/${path.split('.').map(escapePointer).join('/')}`,
        detail: message,
      })),
    }),
  };
}

function escapePointer(part: string): string {
  return encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));
}
