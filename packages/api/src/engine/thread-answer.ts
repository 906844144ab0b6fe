import { DomainError, type DomainErrorCode } from '@steward/core/errors';

/** What a thread answers: an error loses its class on the way out, so it goes as data. */
export type ThreadAnswer<T> =
  { ok: true; value: T } | { ok: false; code: DomainErrorCode; reason: string; message: string };

export function answerAll<T>(values: readonly (T | DomainError)[]): ThreadAnswer<T>[] {
  return values.map((value) => answerWith(value));
}

function answerWith<T>(value: T | DomainError): ThreadAnswer<T> {
  if (!(value instanceof DomainError)) return { ok: true, value };
  const { code, reason, message } = value;
  return { ok: false, code, reason, message };
}

/** In the thread: what the task gives, or why it was refused. */
export async function toAnswer<T>(task: () => Promise<T>): Promise<ThreadAnswer<T>> {
  try {
    return answerWith(await task());
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return answerWith<T>(error);
  }
}

/** Outside: what the thread gave, or its refusal thrown. */
export function fromAnswer<T>(answer: ThreadAnswer<T>): T {
  if (answer.ok) return answer.value;
  throw new DomainError(answer);
}
