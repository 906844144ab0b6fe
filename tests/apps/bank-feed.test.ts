import { createStewardClient, learnAll, type StewardClient } from '@steward/client/client';
import { createHmac } from 'node:crypto';
import { appendFileSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeKey, setUpOwner, startSteward } from '../access/steward.ts';
import { startWebServer, type WebServer } from '../access/web-server.ts';
import { startFeed, type RunningFeed } from './running-feed.ts';

const SECRET = 'the bank and the receiver know this one';

let folder: string;
let steward: WebServer;
let client: StewardClient;
let feed: RunningFeed;
let environment: Record<string, string>;
const categories: Record<string, string> = {};

beforeAll(async () => {
  const prepared = await startSteward();
  folder = prepared.folder;
  const cookie = await setUpOwner(prepared);
  const admin = await makeKey(prepared, cookie, 'admin');
  const reviewer = await makeKey(prepared, cookie, 'reviewer');
  await prepared.runtime.close();
  steward = await startWebServer({ STEWARD_DATA: folder });
  client = createStewardClient({ url: steward.url, apiKey: admin.key });
  for (const name of ['Groceries', 'Travel', 'Fun & games']) {
    const { id } = await client.ledger.createCategory.mutate({ name, kind: 'expense' });
    categories[name] = id;
  }
  const examples = Array.from({ length: 40 }, (_, index) => ({
    ...{ externalId: `old-${index}`, amountMinor: -1_000 - index, currency: 'EUR', date: '2026-10-01' },
    payee: index % 2 === 0 ? 'Corner Market' : 'Rail Ticket',
    categoryId: (index % 2 === 0 ? categories.Groceries : categories.Travel) ?? '',
  }));
  await learnAll(client, examples);
  environment = {
    ...{ STEWARD_URL: steward.url, STEWARD_API_KEY: reviewer.key, FEED_SECRET: SECRET },
    FEED_FILE: join(folder, 'feed.jsonl'),
  };
  feed = await startFeed(environment);
}, 60_000);

afterAll(async () => {
  await feed.stop();
  await steward.stop();
  rmSync(folder, { recursive: true, force: true });
});

const signatureOf = (body: string) => `sha256=${createHmac('sha256', SECRET).update(body).digest('hex')}`;

async function post(body: string, signature = signatureOf(body)) {
  const headers = { 'content-type': 'application/json', 'x-feed-signature': signature };
  const response = await fetch(`${feed.url}/feed`, { method: 'POST', headers, body });
  return { status: response.status, text: await response.text() };
}

interface Posted {
  id: string;
  payee?: string;
  amountMinor?: number;
  date?: string;
}

const delivery = (deliveryId: string, transactions: Posted[]) =>
  JSON.stringify({
    deliveryId,
    transactions: transactions.map((one) => ({
      ...{ payee: 'Corner Market', amountMinor: -1_250, currency: 'EUR', date: '2026-11-21' },
      ...one,
    })),
  });

async function readPage() {
  const response = await fetch(feed.url);
  const text = await response.text();
  const rows = [...text.matchAll(/<tr>\s*<td>[\s\S]*?<\/tr>/g)].map(([row]) => row);
  return { response, text, rows };
}

const countRecords = async () =>
  (await client.mlSystem.searchAuditLogs.query({ action: 'prediction', limit: 100 })).items.length;

async function correct(fields: Record<string, string>, headers: Record<string, string> = {}) {
  const response = await fetch(`${feed.url}/corrections`, {
    ...{ method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' },
    headers: { 'sec-fetch-site': 'same-origin', ...headers },
  });
  return { status: response.status, text: await response.text() };
}

test('a delivery is decided and shown, and one that comes again gets the same decisions', async () => {
  const example = readFileSync(
    new URL('../../apps/bank-feed/example-delivery.json', import.meta.url),
    'utf8',
  );
  expect(await post(example)).toEqual({ status: 200, text: '{"decided":2}' });
  const { rows, response } = await readPage();
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(rows).toHaveLength(2);
  const market = rows.find((row) => row.includes('Corner Market'));
  expect(market).toMatch(/-€12\.50[\s\S]*Groceries, \d+ %[\s\S]*suggested[\s\S]*\bof\b/);
  const recorded = await countRecords();
  expect(await post(example)).toEqual({ status: 200, text: '{"decided":2}' });
  expect((await readPage()).rows).toEqual(rows);
  expect(await countRecords()).toBe(recorded);
});

test('the id of a delivery cannot be used for other transactions', async () => {
  await post(delivery('used', [{ id: 'a' }]));
  expect(await post(delivery('used', [{ id: 'b' }]))).toMatchObject({ status: 409 });
});

test('a correction is learned before the next delivery, and kept over a restart', async () => {
  await post(delivery('first', [{ id: 'n1', payee: 'Quiet Comet' }]));
  const [row = ''] = (await readPage()).rows;
  expect(row).not.toMatch(/Fun &amp; games, /);
  const decisionId = /value="(dec_[^"]+)"/.exec(row)?.[1] ?? '';
  const categoryId = categories['Fun & games'] ?? '';
  expect(await correct({ decisionId, categoryId })).toMatchObject({ status: 303 });
  expect((await readPage()).rows[0]).toContain('Fun &amp; games, as a person said');
  await post(delivery('second', [{ id: 'n2', payee: 'Quiet Comet' }]));
  expect((await readPage()).rows[0]).toMatch(/Fun &amp; games, \d+ %/);
  const before = (await readPage()).rows;
  await feed.stop();
  appendFileSync(environment.FEED_FILE ?? '', '{"id":"dec_broken off');
  feed = await startFeed(environment);
  expect((await readPage()).rows).toEqual(before);
  await post(delivery('third', [{ id: 'n3', payee: 'Quiet Comet' }]));
  await feed.stop();
  feed = await startFeed(environment);
  expect((await readPage()).rows).toHaveLength(before.length + 1);
});

test('what a stranger wrote on a bill is text on the page', async () => {
  await post(delivery('evil', [{ id: 'x', payee: `<script>alert("1")</script>'&` }]));
  const { text } = await readPage();
  expect(text).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&#39;&amp;');
  expect(text).not.toContain('<script');
});

test.each([
  ['another secret', createHmac('sha256', 'guessed').update('{}').digest('hex')],
  ['a prefix of the signature', createHmac('sha256', SECRET).update('{}').digest('hex').slice(0, 20)],
  ['nothing', ''],
])('a delivery signed with %s is refused before it is read', async (_what, hex) => {
  expect(await post('{}', `sha256=${hex}`)).toEqual({
    ...{ status: 401, text: 'x-feed-signature is not the signature of this body.\n' },
  });
});

test.each([
  ['broken JSON', '{"deliveryId": "x", ', 400, 'The body is not JSON in UTF-8.'],
  ['no transactions', delivery('none', []), 422, 'transactions: '],
  [
    'an amount in fractions',
    delivery('half', [{ id: 'h', amountMinor: 12.5 }]),
    422,
    'transactions.0.amountMinor',
  ],
  ['a day that is none', delivery('day', [{ id: 'd', date: '2026-02-30' }]), 422, 'transactions.0.date'],
  ['a list', '[]', 422, 'The body: '],
  ['too much', JSON.stringify({ deliveryId: 'x'.repeat(1_100_000) }), 413, 'at most 1000000'],
])('a delivery of %s is refused with the reason', async (_what, body, status, reason) => {
  const answer = await post(body);
  expect(answer.status).toBe(status);
  expect(answer.text).toContain(reason);
});

test('a correction from the page of another site, or of a decision that is not there, is refused', async () => {
  const fields = { decisionId: 'dec_none', categoryId: categories.Travel ?? '' };
  expect(await correct(fields, { 'sec-fetch-site': 'cross-site' })).toMatchObject({ status: 403 });
  expect(await correct(fields)).toMatchObject({ status: 404 });
});

test('while Steward is away the feed is asked to deliver again', async () => {
  const lonely = await startFeed({ ...environment, STEWARD_URL: 'http://127.0.0.1:9' });
  const body = delivery('away', [{ id: 'a' }]);
  const response = await fetch(`${lonely.url}/feed`, {
    ...{ method: 'POST', body, headers: { 'x-feed-signature': signatureOf(body) } },
  });
  await lonely.stop();
  expect(response.status).toBe(503);
  expect(response.headers.get('retry-after')).toBe('30');
});

test('it does not start with a secret that can be guessed', async () => {
  await expect(startFeed({ ...environment, FEED_SECRET: 'short' })).rejects.toThrow('at least 32 characters');
});
