import type { ExitName } from '../output/index.ts';

interface Failure {
  exit: ExitName;
  /** Stable, snake_case; programs switch on it. */
  reason: string;
  message: string;
}

/** A command cannot go on, and says why. */
export class CommandFailure extends Error {
  readonly exit: ExitName;
  readonly reason: string;

  constructor({ exit, reason, message }: Failure, options?: ErrorOptions) {
    super(message, options);
    this.exit = exit;
    this.reason = reason;
  }
}

/** The exit of what a domain's error, the server's or the client's, says. */
const EXIT_OF_CODE: Record<string, ExitName> = {
  unauthenticated: 'forbidden',
  UNAUTHORIZED: 'forbidden',
  forbidden: 'forbidden',
  FORBIDDEN: 'forbidden',
  unavailable: 'unreachable',
  unreachable: 'unreachable',
  SERVICE_UNAVAILABLE: 'unreachable',
};

const DIFFERS = ['backup_damaged', 'backup_broken', 'not_a_backup'];

/** What any error means for whoever called the command. */
export function describeFailure(error: unknown): Failure {
  if (error instanceof CommandFailure) return error;
  const { message, code, reason, data, name } = fieldsOf(error);
  if (name === 'AbortError') return { exit: 'stopped', reason: 'stopped', message: 'Stopped.' };
  const told = fieldsOf(data);
  const unreachable = networkReason(error);
  if (data === undefined && unreachable !== null) {
    const sentence = `Steward does not answer (${unreachable}). Is it running, and is the address right?`;
    return { exit: 'unreachable', reason: 'unreachable', message: sentence };
  }
  if (data === undefined && name === 'TRPCClientError') {
    const sentence = `What answers is no Steward, or one of another version (${message}).`;
    return { exit: 'unreachable', reason: 'no_steward', message: sentence };
  }
  const knownReason = told.reason ?? reason ?? 'failed';
  const exit = DIFFERS.includes(knownReason) ? 'differs' : EXIT_OF_CODE[told.code ?? code ?? ''];
  return { exit: exit ?? 'failed', reason: knownReason, message };
}

interface Fields {
  message: string;
  /** Of problem details (RFC 9457). */
  detail?: string | undefined;
  name?: string | undefined;
  code?: string | undefined;
  reason?: string | undefined;
  data?: unknown;
}

function fieldsOf(value: unknown): Fields {
  if (typeof value !== 'object' || value === null) return { message: String(value) };
  const record = value as Record<string, unknown>;
  const text = (key: string) => (typeof record[key] === 'string' ? record[key] : undefined);
  return {
    message: text('message') ?? '',
    ...{ detail: text('detail'), name: text('name'), code: text('code'), reason: text('reason') },
    // A failed fetch carries data: null or none.
    data: record.data ?? undefined,
  };
}

/** Why nothing answered, by the innermost cause that says so; null for an error that is not of the network. */
function networkReason(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  const inner = networkReason(error.cause);
  if (inner !== null) return inner;
  const { code = '' } = fieldsOf(error);
  if (/^(E(CONN|HOST|NET|PIPE|NOTFOUND|AI_|TIMEDOUT)|UND_ERR|CERT|DEPTH|SELF_SIGNED|UNABLE)/.test(code))
    return code;
  return error.message === 'fetch failed' ? error.message : null;
}

const EXIT_OF_STATUS = new Map<number, ExitName>([
  [401, 'forbidden'],
  [403, 'forbidden'],
  [503, 'unreachable'],
]);

/** @throws CommandFailure for an answer that is not a success. */
export async function demandAnswer(response: Response): Promise<Response> {
  if (response.ok) return response;
  const text = await response.text();
  const told = fieldsOf(parse(text) ?? {});
  throw new CommandFailure({
    exit: EXIT_OF_STATUS.get(response.status) ?? 'failed',
    reason: told.reason ?? 'failed',
    message: told.detail ?? `Steward answered ${response.status}: ${text.slice(0, 200)}`,
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
