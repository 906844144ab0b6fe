import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { servedSteward } from '../access/api-server.ts';
import { fillWorkspace } from '../access/fill-workspace.ts';
import { sampleInput } from '../access/sample-input.ts';
import { brokenInputs, HOSTILE } from './hostile.ts';
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

interface ErrorBody {
  error?: {
    json: {
      message: string;
      data: { reason: string | null; details: { issues?: { path: string }[] } | null };
    };
  };
}

/** Longer addresses do not fit into the head of a request. */
const LONGEST_QUERY = 8_000;

async function call({ path, type }: FuzzedProcedure, body: string) {
  const url = `${served.url}/api/trpc/${path}`;
  const headers = { 'x-api-key': key, 'content-type': 'application/json' };
  const query = `${url}?input=${encodeURIComponent(body.toWellFormed())}`;
  if (type === 'query' && query.length > LONGEST_QUERY) return null;
  const response =
    type === 'query' ? await fetch(query, { headers }) : await fetch(url, { method: 'POST', headers, body });
  const text = await response.text();
  expect(response.status, `${path} ${body.slice(0, 300)}\n${text.slice(0, 500)}`).toBeLessThan(500);
  return (JSON.parse(text) as ErrorBody).error?.json ?? null;
}

describe.each(procedures)('$path', (procedure) => {
  test('answers every wrong input with a refusal that names the field', async () => {
    const { schema } = procedure;
    const base = sampleInput(schema ?? undefined, ids) ?? {};
    const isSound = schema?.safeParse(base).success ?? false;
    for (const { path, input } of brokenInputs(base)) {
      const error = await call(procedure, JSON.stringify({ json: input }));
      // Whoever may not ask at all is told that first.
      if (['person_needed', 'role'].includes(error?.data.reason ?? '')) continue;
      if (!isSound || !error || schema?.safeParse(input).success !== false) continue;
      expect(
        error.data.details?.issues?.map((issue) => issue.path.split('.')[0]),
        JSON.stringify(error),
      ).toContain(path[0]);
    }
  }, 60_000);

  test('answers what is no input at all', async () => {
    for (const value of HOSTILE) {
      await call(procedure, JSON.stringify({ json: value }));
      await call(procedure, JSON.stringify(value));
      await call(
        procedure,
        JSON.stringify({ json: value, meta: { values: { a: ['Date'], '0.b': ['map'] }, v: 1 } }),
      );
      await call(procedure, typeof value === 'string' ? value : '{"json":');
    }
  }, 60_000);
});
