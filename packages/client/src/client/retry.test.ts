import { expect, test } from 'vitest';
import { attempt, createStewardClient, decideAll } from './index.ts';

interface Exchange {
  status: number;
  body: unknown;
}

const answered = (data: unknown): Exchange => ({ status: 200, body: { result: { data: { json: data } } } });
const refused = (code: string, httpStatus: number, rest: object = {}): Exchange => ({
  status: httpStatus,
  body: { error: { json: { message: 'no', code: -1, data: { code, httpStatus, ...rest } } } },
});

const bodyOf = (init?: RequestInit): unknown =>
  JSON.parse(typeof init?.body === 'string' ? init.body : 'null');

/** A client over a network that answers as told; `null` is a connection that breaks. */
function clientOver(exchanges: (Exchange | null)[], waits: number[] = []) {
  const sent: { url: string; body: unknown }[] = [];
  const fetch = (input: unknown, init?: RequestInit) => {
    sent.push({ url: String(input), body: bodyOf(init) });
    const next = exchanges.shift();
    if (!next) return Promise.reject(new TypeError('connection refused'));
    const isBatch = String(input).includes('batch=1');
    return Promise.resolve(Response.json(isBatch ? [next.body] : next.body, { status: next.status }));
  };
  const random = () => {
    waits.push(1);
    return 0;
  };
  const client = createStewardClient({
    ...{ url: 'http://steward.example', apiKey: 'stw_x', fetch: fetch },
    retry: { random, retries: 3 },
  });
  return { client, sent };
}

test('a question is asked again when no answer came', async () => {
  const { client, sent } = clientOver([null, null, answered([])]);
  expect(await client.ledger.listAccounts.query()).toEqual([]);
  expect(sent).toHaveLength(3);
});

test('a change with an idempotency key is sent again under the same key', async () => {
  const { client, sent } = clientOver([null, refused('SERVICE_UNAVAILABLE', 503), answered([])]);
  const input = { kind: 'category', idempotencyKey: 'once', subjects: [] } as const;
  await client.decisions.decide.mutate({ ...input, subjects: [] });
  expect(sent.map(({ body }) => body)).toEqual([{ json: input }, { json: input }, { json: input }]);
});

test('a change without a key is never sent twice', async () => {
  const { client, sent } = clientOver([null, answered({})]);
  const outcome = await attempt(client.ledger.createCategory.mutate({ name: 'x', kind: 'expense' }));
  expect(outcome).toMatchObject({ ok: false, error: { code: 'network', isTransient: true } });
  expect(sent).toHaveLength(1);
});

test('what will be refused again is not sent again', async () => {
  const { client, sent } = clientOver([refused('FORBIDDEN', 403, { reason: 'role' }), answered([])]);
  const outcome = await attempt(client.ledger.listAccounts.query());
  expect(outcome).toMatchObject({
    ok: false,
    error: { code: 'forbidden', reason: 'role', isTransient: false },
  });
  expect(sent).toHaveLength(1);
});

test('after some tries the last failure is the answer', async () => {
  const waits: number[] = [];
  const { client, sent } = clientOver([], waits);
  expect(await attempt(client.ledger.listAccounts.query())).toMatchObject({ ok: false });
  expect(sent).toHaveLength(4);
  expect(waits).toHaveLength(3);
});

test('a wrong input says which field is wrong', async () => {
  const issues = [{ path: 'subjects.0.date', message: 'Invalid ISO date' }];
  const { client } = clientOver([refused('BAD_REQUEST', 400, { reason: 'input', details: { issues } })]);
  expect(await attempt(client.ledger.listAccounts.query())).toMatchObject({
    error: { code: 'invalid', issues },
  });
});

test('a large list is split, keeps its order, and each part has its own key', async () => {
  const echo = (input: unknown, init?: RequestInit) => {
    const { json } = bodyOf(init) as { json: { subjects: { externalId: string }[] } };
    const ids = json.subjects.map(({ externalId }) => ({ id: externalId }));
    return Promise.resolve(Response.json({ result: { data: { json: ids } } }));
  };
  const keys: string[] = [];
  const client = createStewardClient({
    ...{ url: 'http://steward.example', apiKey: 'stw_x' },
    fetch: (input: unknown, init?: RequestInit) => {
      keys.push((bodyOf(init) as { json: { idempotencyKey: string } }).json.idempotencyKey);
      return echo(input, init);
    },
  });
  const subjects = Array.from({ length: 25 }, (_, index) => ({
    ...{ externalId: `s${index}`, payee: 'x', amountMinor: 1, currency: 'EUR', date: '2026-01-02' },
  }));
  const progress: number[] = [];
  const decisions = await decideAll(client, subjects, {
    ...{ idempotencyKey: 'k', batchSize: 10, concurrency: 2 },
    onProgress: (done) => progress.push(done),
  });
  expect(decisions.map(({ id }) => id)).toEqual(subjects.map(({ externalId }) => externalId));
  expect(keys.sort()).toEqual(['k 0 of 3', 'k 1 of 3', 'k 2 of 3']);
  expect(progress.at(-1)).toBe(25);
});

test('nothing to do sends nothing', async () => {
  const { client, sent } = clientOver([]);
  expect(await decideAll(client, [])).toEqual([]);
  expect(sent).toEqual([]);
});
