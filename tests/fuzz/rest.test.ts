import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { servedSteward } from '../access/api-server.ts';
import { fillWorkspace } from '../access/fill-workspace.ts';
import { sampleInput } from '../access/sample-input.ts';
import { asText, brokenInputs, HOSTILE } from './hostile.ts';
import { procedures, type FuzzedProcedure } from './procedures.ts';

let served: Awaited<ReturnType<typeof servedSteward>>;
let ids: string[];
let key: string;

beforeAll(async () => {
  served = await servedSteward({ limitPerMinute: 1_000_000 });
  ({ key } = served);
  ids = await fillWorkspace(served.steward, 'Fuzz', served);
}, 60_000);
afterAll(() => served.stop());

interface Sent {
  method: string;
  /** After the prefix, with its query. */
  path: string;
  body?: string;
  headers?: Record<string, string>;
}

interface Problem {
  reason?: string;
  errors?: { field: string }[];
}

async function send({ method, path, body, headers = {} }: Sent) {
  const response = await fetch(`${served.url}/api/v1${path}`, {
    method,
    headers: { 'x-api-key': key, 'content-type': 'application/json', ...headers },
    ...(body !== undefined && { body }),
  });
  const text = await response.text();
  return { status: response.status, type: response.headers.get('content-type') ?? '', text };
}

/** Whatever comes in, the answer is no failure of ours, and a refusal says what it refuses. */
function expectSound(answer: Awaited<ReturnType<typeof send>>, sent: Sent): Problem | null {
  const where = `${sent.method} ${sent.path.slice(0, 200)} ${sent.body?.slice(0, 300) ?? ''}\n${answer.text.slice(0, 500)}`;
  expect(answer.status, where).toBeLessThan(500);
  if (answer.status < 400) return null;
  expect(answer.type, where).toBe('application/problem+json');
  const problem = JSON.parse(answer.text) as Problem;
  expect(problem.reason, where).toMatch(/^[a-z_]+$/);
  return problem;
}

const hasBody = (method: string) => method !== 'GET' && method !== 'DELETE';

function toRequest({ rest }: FuzzedProcedure, input: unknown): Sent {
  const { method, path } = rest ?? { method: 'GET', path: '/' };
  const given = input as Record<string, unknown>;
  const inPath = namesIn(path);
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(asText(given[name]).toWellFormed()),
  );
  const members = Object.entries(given).filter(([name]) => !inPath.includes(name));
  if (hasBody(method)) return { method, path: filled, body: JSON.stringify(Object.fromEntries(members)) };
  const query = new URLSearchParams();
  for (const [name, value] of members) {
    // More would not fit into the head of a request, which the server refuses before it is ours.
    for (const one of Array.isArray(value) ? value.slice(0, 50) : [value]) query.append(name, asText(one));
  }
  return { method, path: `${filled}?${query.toString()}` };
}

function namesIn(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
}

describe.each(procedures.filter(({ rest }) => rest !== null))('$path', (procedure) => {
  test('answers every wrong input with a refusal that names the field', async () => {
    const { schema, rest } = procedure;
    const base = sampleInput(schema ?? undefined, ids) ?? {};
    const inPath = namesIn(rest?.path ?? '');
    const isSound = schema?.safeParse(base).success ?? false;
    for (const { path, input } of brokenInputs(base)) {
      const sent = toRequest(procedure, input);
      const problem = expectSound(await send(sent), sent);
      const [field = ''] = path;
      if (
        !isSound ||
        !hasBody(sent.method) ||
        inPath.includes(field) ||
        schema?.safeParse(input).success !== false
      )
        continue;
      // Whoever may not ask at all is told that first.
      if (problem?.reason === 'role' || problem?.reason === 'person_needed') continue;
      const named = problem?.errors?.some((error) => error.field.split('.')[0] === field);
      expect(named, `${sent.body?.slice(0, 300)} ${JSON.stringify(problem)}`).toBe(true);
    }
  }, 60_000);

  test('answers a body, a query and a path of any kind', async () => {
    const { rest } = procedure;
    for (const value of HOSTILE) {
      const path = (rest?.path ?? '').replace(/\{\w+\}/g, () =>
        encodeURIComponent(asText(value).toWellFormed()),
      );
      const method = rest?.method ?? 'GET';
      const body = hasBody(method) ? { body: JSON.stringify(value) } : {};
      const sent = {
        method,
        path: `${path}?nonsense=${encodeURIComponent(asText(value).toWellFormed())}`,
        ...body,
      };
      expectSound(await send(sent), sent);
    }
  }, 60_000);
});

const files = [
  ['POST', '/imports'],
  ['GET', '/imports/x/report'],
] as const;

test.each(files)(
  '%s %s takes no file that is none',
  async (method, path) => {
    for (const value of HOSTILE) {
      for (const contentType of [
        'text/csv',
        'multipart/form-data',
        'multipart/form-data; boundary=x',
        'application/json',
        '',
      ]) {
        const query = new URLSearchParams({ accountId: asText(value) });
        const body = method === 'POST' ? { body: asText(value) } : {};
        const headers = {
          'content-type': contentType,
          'x-file-name': encodeURIComponent(asText(value).slice(0, 300).toWellFormed()),
        };
        const sent = { method, path: `${path}?${query.toString()}`, ...body, headers };
        expectSound(await send(sent), sent);
      }
    }
  },
  60_000,
);

test('any method on any path with any body is answered', async () => {
  const path = fc.oneof(
    fc.webPath(),
    fc.constantFrom(...procedures.flatMap(({ rest }) => rest?.path ?? [])),
    fc.string().map((text) => `/${encodeURIComponent(text.toWellFormed())}`),
  );
  const method = fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS');
  const body = fc.oneof(fc.json(), fc.string(), fc.constant(''));
  await fc.assert(
    fc.asyncProperty(path, method, body, fc.webQueryParameters(), async (at, by, text, query) => {
      const sent = {
        ...{ method: by, path: `${at}?${query}` },
        ...(!['GET', 'HEAD'].includes(by) && { body: text }),
      };
      const answer = await send(sent);
      if (by === 'HEAD') expect(answer.status).toBeLessThan(500);
      else expectSound(answer, sent);
    }),
    { numRuns: 600 },
  );
}, 60_000);

test('after all of that it works as before', async () => {
  const sent = { method: 'GET', path: '/settings' };
  expect((await send(sent)).status).toBe(200);
});
