import type { StewardError } from '@steward/client/client';

/** A request that is not served: the status says whose fault it is, the sentence what to do. */
export class Refusal extends Error {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.headers = headers;
  }
}

/** What our caller is told when Steward did not do what we asked: only what the caller can do something about. */
export function refusalOf(error: StewardError): Refusal {
  // The client has tried again already. A feed that reads 503 delivers again later, under the same delivery id.
  if (error.isTransient) {
    const seconds = String(error.retryAfterSeconds ?? 30);
    return new Refusal(503, 'Steward cannot be reached now; try again.', { 'retry-after': seconds });
  }
  switch (error.code) {
    case 'invalid':
      return new Refusal(422, error.message);
    case 'conflict':
      return new Refusal(409, error.message);
    case 'not_found':
      return new Refusal(404, error.message);
    default:
      // A key that is refused, for example. That is ours to mend and tells a stranger nothing, so it goes to the log.
      console.error(`Steward refused: ${error.reason}: ${error.message}`);
      return new Refusal(502, 'Steward refused what this receiver asked; its log says why.');
  }
}
