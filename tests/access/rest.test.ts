import { appRouter } from '@steward/api/router';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { servedSteward } from './api-server.ts';

let served: Awaited<ReturnType<typeof servedSteward>>;
let key: string;
let cookie: string;

beforeAll(async () => {
  served = await servedSteward();
  ({ key, cookie } = served);
});
afterAll(() => served.stop());

interface Asked {
  method?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

async function ask(path: string, { method = 'GET', body, headers = {} }: Asked = {}) {
  const response = await fetch(`${served.url}/api/v1${path}`, {
    method,
    headers: {
      'x-api-key': key,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const json = text === '' ? undefined : (JSON.parse(text) as Record<string, unknown>);
  return { status: response.status, headers: response.headers, text, json };
}

const subject = (externalId: string) => ({
  ...{ externalId, payee: 'Café “Zoë”', amountMinor: -1_250, currency: 'EUR', date: '2026-01-02' },
});

interface Operation {
  operationId: string;
  summary: string;
}

const readDocument = async () =>
  (await ask('/openapi.json')).json as { paths: Record<string, Record<string, Operation>> };

describe('what there is', () => {
  test('every procedure but the browser’s own is reached over REST, each by one way', async () => {
    const { paths } = await readDocument();
    const operations = Object.values(paths).flatMap((methods) => Object.values(methods));
    const ids = operations.map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    const procedures = Object.entries(
      appRouter._def.procedures as unknown as Record<
        string,
        { _def: { meta?: { access?: { rule: string } } } }
      >,
    );
    const missing = procedures.filter(
      ([path, { _def }]) => _def.meta?.access?.rule !== 'signed_in' && !ids.includes(path),
    );
    expect(missing.map(([path]) => path)).toEqual([]);
    for (const { summary } of operations) expect(summary).toMatch(/^[A-Z].+\.$/);
  });

  test('needs no key to be read', async () => {
    const response = await fetch(`${served.url}/api/v1/openapi.json`);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ openapi: '3.1.0' });
  });
});

describe('errors', () => {
  test('are problem details that name the field', async () => {
    const subjects = [subject('a'), { ...subject('b'), date: 'yesterday' }];
    const { status, headers, json } = await ask('/decisions', {
      ...{ method: 'POST', body: { kind: 'category', idempotencyKey: 'k', subjects } },
    });
    expect(status).toBe(400);
    expect(headers.get('content-type')).toBe('application/problem+json');
    expect(json).toMatchObject({
      ...{ type: 'urn:steward:problem:input', status: 400, reason: 'input' },
      errors: [{ field: 'subjects.1.date', pointer: '#/subjects/1/date' }],
    });
    expect(json?.instance).toBe(`urn:steward:request:${headers.get('x-request-id')}`);
  });

  test.each([
    ['/nothing', {}, 404, 'route'],
    ['/accounts/acc_1/x', {}, 404, 'route'],
    ['/settings', { method: 'POST' }, 405, 'method_not_allowed'],
    ['/transactions/txn_1', {}, 404, 'transaction'],
    ['/transactions?limit=many', {}, 400, 'input'],
    ['/transactions?limt=3', {}, 400, 'input'],
    ['/accounts', { method: 'POST', body: '{"name": ' }, 400, 'json'],
    ['/accounts', { method: 'POST', body: [] }, 400, 'json'],
    ['/accounts', { method: 'POST', body: { nmae: 'x' } }, 400, 'input'],
    [
      '/accounts',
      { method: 'POST', body: 'name=x', headers: { 'content-type': 'text/plain' } },
      415,
      'content_type',
    ],
    ['/keys', { method: 'POST', body: { name: 'x' } }, 403, 'person_needed'],
    ['/%E0%A4%A/x', {}, 400, 'path'],
  ] as [string, Asked, number, string][])('%s %j: %i %s', async (path, asked, status, reason) => {
    const answer = await ask(path, asked);
    expect({ status: answer.status, reason: answer.json?.reason }).toEqual({ status, reason });
  });

  test('say which methods a path takes', async () => {
    expect((await ask('/settings', { method: 'PUT' })).headers.get('allow')).toBe('GET, PATCH');
  });

  test('a stranger is told how to sign in, and a refused key that it is refused', async () => {
    const stranger = await ask('/accounts', { headers: { 'x-api-key': '' } });
    expect(stranger).toMatchObject({ status: 401, json: { reason: 'key_refused' } });
    const response = await fetch(`${served.url}/api/v1/accounts`);
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toContain('Bearer');
  });

  test('a body that is too large is refused before it is read whole', async () => {
    const { status, json } = await ask('/accounts', { method: 'POST', body: { name: 'x'.repeat(11e6) } });
    expect({ status, reason: json?.reason }).toEqual({ status: 413, reason: 'body_too_large' });
  });

  test('another site cannot use a browser’s session', async () => {
    const { status, json } = await ask('/accounts', {
      ...{ method: 'POST', body: { name: 'x', type: 'cash', currency: 'EUR' } },
      headers: { 'x-api-key': '', cookie, origin: 'https://evil.example' },
    });
    expect({ status, reason: json?.reason }).toEqual({ status: 403, reason: 'cross_site' });
  });
});

describe('answers', () => {
  test('a change with an idempotency key is done once and answered alike', async () => {
    const body = { kind: 'category', subjects: [subject('once')] };
    const send = () => ask('/decisions', { method: 'POST', body, headers: { 'idempotency-key': 'once' } });
    const [first, second] = [await send(), await send()];
    expect(first.status).toBe(200);
    expect(second.json).toEqual(first.json);
    const other = await ask('/decisions', {
      ...{ method: 'POST', body: { ...body, subjects: [subject('other')] } },
      headers: { 'idempotency-key': 'once' },
    });
    expect(other).toMatchObject({ status: 409, json: { reason: 'idempotency_key_reused' } });
  });

  test('what has not changed is not sent again', async () => {
    const first = await ask('/settings');
    const etag = first.headers.get('etag') ?? '';
    const again = await ask('/settings', { headers: { 'if-none-match': etag } });
    expect({ status: again.status, text: again.text }).toEqual({ status: 304, text: '' });
    await ask('/settings', { method: 'PATCH', body: { patch: { monthStartDay: 9 } } });
    expect(await ask('/settings', { headers: { 'if-none-match': etag } })).toMatchObject({
      ...{ status: 200, json: { monthStartDay: 9 } },
    });
  });

  test('a list leads from page to page, and every record comes once', async () => {
    const seen: unknown[] = [];
    let path: string | null = '/audit/records?limit=2';
    while (path !== null) {
      const { json, headers } = await ask(path);
      seen.push(...(json?.items as { seq: number }[]).map(({ seq }) => seq));
      const next = /^<\/api\/v1([^>]+)>; rel="next"$/.exec(headers.get('link') ?? '');
      path = next?.[1] ?? null;
    }
    expect(seen.length).toBeGreaterThan(4);
    expect(seen).toEqual([...seen].sort((a, b) => Number(b) - Number(a)));
    expect(new Set(seen).size).toBe(seen.length);
  });

  test('dates in a query are instants or days', async () => {
    const all = await ask('/audit/records?startDate=2020-01-01');
    expect((all.json?.items as unknown[]).length).toBeGreaterThan(0);
    expect(await ask('/audit/records?endDate=2020-01-01T00:00:00Z')).toMatchObject({ json: { items: [] } });
    expect(await ask('/audit/records?startDate=soon')).toMatchObject({
      ...{ status: 400, json: { errors: [{ field: 'startDate' }] } },
    });
  });

  test('HEAD is GET without the body', async () => {
    const response = await fetch(`${served.url}/api/v1/accounts`, {
      method: 'HEAD',
      headers: { 'x-api-key': key },
    });
    expect(response.status).toBe(200);
    expect(Number(response.headers.get('content-length'))).toBeGreaterThan(1);
    expect(await response.text()).toBe('');
  });

  test('a file comes in and its report goes out', async () => {
    const account = await ask('/accounts', {
      ...{ method: 'POST', body: { name: 'Rest', type: 'checking', currency: 'EUR' } },
    });
    const response = await fetch(`${served.url}/api/v1/imports?accountId=${String(account.json?.id)}`, {
      method: 'POST',
      headers: { 'x-api-key': key, 'content-type': 'text/csv', 'x-file-name': 'rest.csv' },
      body: 'date,payee,amount\n2026-01-02,Shop,-1.00\n',
    });
    expect(response.status).toBe(201);
    const { id } = (await response.json()) as { id: string };
    expect(response.headers.get('location')).toBe(`/api/v1/imports/${id}`);
    const report = await fetch(`${served.url}/api/v1/imports/${id}/report`, {
      headers: { 'x-api-key': key },
    });
    expect(report.headers.get('content-type')).toContain('text/csv');
    expect(await ask('/imports/imp_none/report')).toMatchObject({ status: 404 });
  });

  test('the audit chain goes out as lines', async () => {
    const response = await fetch(`${served.url}/api/v1/audit/export`, { headers: { 'x-api-key': key } });
    const lines = (await response.text()).trim().split('\n');
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ end: true, count: lines.length - 1 });
  });
});
