import { DomainError } from '@steward/core/errors';
import type { z } from 'zod';
import { coerceText, hasDates, membersOf, reviveDates } from './coerce.ts';
import type { RestRoute } from './route.ts';

export interface RawInput {
  params: Record<string, string>;
  query: URLSearchParams;
  idempotencyKey: string | null;
  /** The body's bytes; asked for by methods that have one. */
  readBody: () => Promise<Buffer>;
  contentType: string | null;
}

export type InputReader = (raw: RawInput) => Promise<unknown>;

/** What a route's procedure is called with: made of path, query, headers and body. */
export function createInputReader({ method, input, params: names }: RestRoute): InputReader {
  const members = membersOf(input);
  const isDated = input !== null && hasDates(input);
  const hasBody =
    method !== 'GET' &&
    method !== 'DELETE' &&
    Object.keys(members ?? {}).some((name) => !names.includes(name));
  return async (raw) => {
    const { params, query, idempotencyKey } = raw;
    const given = hasBody ? await readJson(raw) : readQuery(query, members, names);
    if (hasBody && query.size > 0) throw unknownName('query parameter', [...query.keys()][0] ?? '');
    for (const name of Object.keys(given)) {
      if (names.includes(name) || !members || !Object.hasOwn(members, name)) throw unknownName('field', name);
    }
    if (idempotencyKey !== null && members?.idempotencyKey && given.idempotencyKey === undefined) {
      given.idempotencyKey = idempotencyKey;
    }
    const whole = { ...given, ...coerced(params, members) };
    if (!members && Object.keys(whole).length === 0) return undefined;
    return isDated && hasBody ? reviveDates(input, whole) : whole;
  };
}

function coerced(
  params: Record<string, string>,
  members: ReturnType<typeof membersOf>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(params).map(([name, text]) => {
      const schema = members?.[name];
      return [name, schema ? coerceText(schema, [text]) : text];
    }),
  );
}

function readQuery(
  query: URLSearchParams,
  members: ReturnType<typeof membersOf>,
  pathNames: readonly string[],
): Record<string, unknown> {
  const given: Record<string, unknown> = {};
  for (const name of new Set(query.keys())) {
    const schema = members && Object.hasOwn(members, name) ? members[name] : undefined;
    if (!schema || pathNames.includes(name)) throw unknownName('query parameter', name);
    given[name] = coerceText(schema, query.getAll(name));
  }
  return given;
}

/** The query of a route that is no procedure, as its schema takes it. */
export function readQueryAs<T extends z.ZodObject>(schema: T, query: URLSearchParams): z.infer<T> {
  const parsed = schema.safeParse(readQuery(query, schema.shape, []));
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
  const first = issues[0];
  const message = `The query parameter ${first?.path ?? ''} is not as it has to be: ${first?.message ?? ''}.`;
  throw new DomainError({ code: 'invalid', reason: 'input', message, details: { issues } });
}

async function readJson({ readBody, contentType }: RawInput): Promise<Record<string, unknown>> {
  const body = await readBody();
  if (body.length === 0) return {};
  if (!/^application\/(json|[\w.+-]+\+json)\s*(;|$)/i.test(contentType ?? '')) {
    const message = `Send the body as application/json, not ${contentType ?? 'without a content-type'}.`;
    throw new DomainError({ code: 'invalid', reason: 'content_type', message });
  }
  let value: unknown;
  try {
    value = JSON.parse(body.toString());
  } catch (error) {
    const where = error instanceof Error ? error.message : '';
    throw new DomainError({ code: 'invalid', reason: 'json', message: `The body is not JSON: ${where}.` });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const message = 'The body has to be a JSON object.';
    throw new DomainError({ code: 'invalid', reason: 'json', message });
  }
  return { ...value };
}

function unknownName(what: 'field' | 'query parameter', name: string): DomainError {
  const message = `There is no ${what} ${name} here.`;
  const issues = [{ path: name, message: 'is not known here' }];
  return new DomainError({ code: 'invalid', reason: 'input', message, details: { issues } });
}
