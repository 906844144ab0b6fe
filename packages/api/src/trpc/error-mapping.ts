import { DomainError, type DomainErrorCode } from '@steward/core/errors';
import { TRPCError, type TRPC_ERROR_CODE_KEY } from '@trpc/server';
import { z } from 'zod';

const TRPC_CODES: Record<DomainErrorCode, TRPC_ERROR_CODE_KEY> = {
  invalid: 'BAD_REQUEST',
  unauthenticated: 'UNAUTHORIZED',
  forbidden: 'FORBIDDEN',
  not_found: 'NOT_FOUND',
  conflict: 'CONFLICT',
  too_large: 'PAYLOAD_TOO_LARGE',
  too_many: 'TOO_MANY_REQUESTS',
  unavailable: 'SERVICE_UNAVAILABLE',
  internal: 'INTERNAL_SERVER_ERROR',
};

const HTTP_STATUS: Record<DomainErrorCode, number> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  too_many: 429,
  internal: 500,
  unavailable: 503,
};

export function httpStatusOf(code: DomainErrorCode): number {
  return HTTP_STATUS[code];
}

/** What a caller may see of any error: a DomainError without its cause. */
export function toPublicError(error: unknown, requestId: string): DomainError {
  const origin = error instanceof TRPCError && error.cause ? error.cause : error;
  if (origin instanceof DomainError && origin.code !== 'internal') {
    const { code, reason, message, details } = origin;
    return new DomainError({ code, reason, message, ...(details && { details }) });
  }
  // Any other ZodError is of an output or of storage: ours, not the caller's.
  const isInput = error instanceof TRPCError && error.code === 'BAD_REQUEST';
  if (isInput && origin instanceof z.core.$ZodError) return inputError(origin);
  const message = `Something went wrong inside Steward. The log has the details under request ${requestId}.`;
  return new DomainError({ code: 'internal', reason: 'internal', message, details: { requestId } });
}

/** For input that reaches a service by another way than a procedure. */
export function parseInput<T extends z.ZodType>(schema: T, input: unknown): z.output<T> {
  const parsed = schema.safeParse(input);
  if (!parsed.success) throw inputError(parsed.error);
  return parsed.data;
}

export function toTrpcError(publicError: DomainError): TRPCError {
  return new TRPCError({
    code: TRPC_CODES[publicError.code],
    message: publicError.message,
    cause: publicError,
  });
}

function inputError(error: z.core.$ZodError): DomainError {
  const issues = error.issues.map((issue) => ({
    path: issue.path.map(String).join('.'),
    message: issue.message,
  }));
  const message = issues
    .slice(0, 3)
    .map((issue) => (issue.path ? `${issue.path}: ${issue.message}` : issue.message))
    .join('; ');
  return new DomainError({ code: 'invalid', reason: 'input', message, details: { issues } });
}
