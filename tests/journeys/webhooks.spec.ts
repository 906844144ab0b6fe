import { expect } from '@playwright/test';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { EVERY_LOOK, expectAccessible } from './accessible.ts';
import { test } from './running-steward.ts';
import { bringFile, setUp } from './steps.ts';

interface Received {
  headers: IncomingHttpHeaders;
  body: string;
}

let receiver: Server;
let received: Received[];
let status: number;

test.use({ environment: { STEWARD_WEBHOOK_ALLOW_PRIVATE: '1' } });

test.beforeEach(async () => {
  received = [];
  status = 200;
  receiver = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push({ headers: request.headers, body: Buffer.concat(chunks).toString('utf8') });
      response.writeHead(status).end('thanks');
    });
  });
  receiver.listen(0, '127.0.0.1');
  await once(receiver, 'listening');
});
test.afterEach(() => {
  receiver.close();
});

interface Message {
  type: string;
  data: { transactions?: unknown[]; decisions?: unknown[] };
}

const messages = () => received.map(({ body }) => JSON.parse(body) as Message);
const countOf = (kind: 'transactions' | 'decisions') =>
  messages().reduce((sum, { data }) => sum + (data[kind]?.length ?? 0), 0);

test('a webhook tells another app of a test and of an imported file, and a refused message is sent again', async ({
  page,
  steward,
}) => {
  await setUp(page, steward);
  await page.goto(`${steward.url}/settings/webhooks`);
  await page.getByLabel('Address').fill(`http://127.0.0.1:${(receiver.address() as AddressInfo).port}/in`);
  await page.getByLabel('What it is for').fill('Bookkeeping');
  await page.getByRole('button', { name: 'Make the webhook' }).click();
  const secret = (await page.locator('code.secret').textContent()) ?? '';
  await expectAccessible(page);

  status = 500;
  await page.getByRole('link', { name: /127\.0\.0\.1/ }).click();
  await page.getByRole('button', { name: 'Send a test' }).click();
  await expect(page.getByText('It answered 500.')).toBeVisible();
  status = 200;
  await page.getByRole('button', { name: /^Send again msg_/ }).click();
  await expect(page.locator('table').getByText('delivered')).toBeVisible();
  const [first, second] = received;
  expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const text = `${String(second?.headers['webhook-id'])}.${String(second?.headers['webhook-timestamp'])}.${second?.body}`;
  const signature = createHmac('sha256', key).update(text).digest('base64');
  expect(second?.headers['webhook-signature']).toBe(`v1,${signature}`);
  const messagesPage = page.url();

  await bringFile(page, steward);
  await page.getByRole('button', { name: /Commit 304 new/ }).click();
  await expect.poll(() => countOf('transactions')).toBe(304);
  await expect.poll(() => countOf('decisions')).toBeGreaterThan(0);
  await page.goto(messagesPage);
  await expect(page.getByText('304 new transactions')).toBeVisible();
  await expectAccessible(page, EVERY_LOOK);
});
