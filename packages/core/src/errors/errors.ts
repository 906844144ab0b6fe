export type DomainErrorCode =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'too_large'
  | 'too_many'
  | 'unavailable'
  | 'internal';

interface DomainErrorInit {
  code: DomainErrorCode;
  /** Stable, snake_case; programs switch on it. */
  reason: string;
  /** What was wrong with what, and what to do. Shown to people. */
  message: string;
  details?: Record<string, unknown>;
  /** Kept for the log, never shown. */
  cause?: unknown;
}

/** The one error that crosses a layer on purpose. */
export class DomainError extends Error {
  readonly code: DomainErrorCode;
  readonly reason: string;
  readonly details: Record<string, unknown> | undefined;

  constructor(init: DomainErrorInit) {
    super(init.message, init.cause === undefined ? undefined : { cause: init.cause });
    this.name = 'DomainError';
    this.code = init.code;
    this.reason = init.reason;
    this.details = init.details;
  }
}
