import { expect, test } from '@playwright/test';
import { createHmac } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startFeed } from '../apps/running-feed.ts';
import { serveBrowserApp, type BrowserApp } from '../client/browser-app.ts';
import { bundleForBrowser } from '../client/browser-bundle.ts';
import type { Connection, Exercised } from '../client/exercise.ts';
import { EXPECTED } from '../client/expected.ts';
import { startTaughtSteward, type TaughtSteward } from '../client/taught-steward.ts';
import config from '../playwright.config.ts';
import { violationsOf } from './accessible.ts';

const { launchOptions } = config.use ?? {};
// Names that are no localhost: their pages are of another site, and over plain http they lack what browsers keep for
// secure ones.
const hosts = '--host-resolver-rules=MAP app.example 127.0.0.1,MAP stranger.example 127.0.0.1';
test.use({ launchOptions: { ...launchOptions, args: [...(launchOptions?.args ?? []), hosts] } });

let app: BrowserApp;
let steward: TaughtSteward;

test.beforeAll(async () => {
  app = await serveBrowserApp(await bundleForBrowser());
  steward = await startTaughtSteward({ STEWARD_ALLOWED_ORIGINS: `http://app.example:${app.port}` });
});
test.afterAll(async () => {
  await steward.stop();
  await app.stop();
});

type Exercise = (connection: Connection) => Promise<Exercised>;

const inPage = async (connection: Connection) => {
  const path = '/exercise.js';
  const { exercise } = (await import(path)) as { exercise: Exercise };
  return exercise(connection);
};

/** In the browser; its names are none of Node's. */
const inWorker = (connection: Connection) => {
  const { Worker } = globalThis as unknown as {
    Worker: new (
      path: string,
      options: { type: 'module' },
    ) => {
      onmessage: (event: { data: Exercised }) => void;
      onerror: (event: { message: string }) => void;
      postMessage: (message: Connection) => void;
    };
  };
  return new Promise<Exercised>((resolve, reject) => {
    const worker = new Worker('/worker.js', { type: 'module' });
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.postMessage(connection);
  });
};

test('a page of another origin does with the client all that a server does', async ({ page }) => {
  await page.goto(`http://app.example:${app.port}`);
  const { url, apiKey } = steward;
  expect(await page.evaluate(inPage, { url, apiKey })).toEqual(EXPECTED);
});

test('so does a worker', async ({ page }) => {
  await page.goto(`http://app.example:${app.port}`);
  const { url, apiKey } = steward;
  expect(await page.evaluate(inWorker, { url, apiKey })).toEqual(EXPECTED);
});

test('the browser lets no page of an origin that is not allowed read an answer', async ({ page }) => {
  await page.goto(`http://stranger.example:${app.port}`);
  const status = await page.evaluate(
    ({ url, apiKey }) =>
      fetch(`${url}/api/v1/accounts`, { headers: { 'x-api-key': apiKey } }).then(
        (response) => response.status,
        (error: unknown) => String(error),
      ),
    { url: steward.url, apiKey: steward.apiKey },
  );
  expect(status).toBe('TypeError: Failed to fetch');
});

test('the bank feed shows what was decided and takes a correction, without JavaScript', async ({
  browser,
}) => {
  const folder = mkdtempSync(join(tmpdir(), 'steward-feed-'));
  const secret = 'the bank and the receiver know this one';
  const feed = await startFeed({
    ...{ STEWARD_URL: steward.url, STEWARD_API_KEY: steward.apiKey },
    ...{ FEED_SECRET: secret, FEED_FILE: join(folder, 'feed.jsonl') },
  });
  const body = readFileSync(new URL('../../apps/bank-feed/example-delivery.json', import.meta.url), 'utf8');
  const signature = `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
  await fetch(`${feed.url}/feed`, { method: 'POST', body, headers: { 'x-feed-signature': signature } });

  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(feed.url);
  const market = page.getByRole('row', { name: 'Corner Market' });
  await expect(market).toContainText('suggested');
  await market.getByLabel('Right category of Corner Market').selectOption('Travel');
  await market.getByRole('button', { name: 'Save' }).click();
  await expect(market).toContainText('Travel, as a person said');
  await context.close();

  const checked = await browser.newContext();
  const seen = await checked.newPage();
  const complaints: string[] = [];
  seen.on('console', (message) => complaints.push(message.text()));
  await seen.goto(feed.url);
  expect(await violationsOf(seen)).toEqual([]);
  expect(complaints.filter((text) => /Content.Security/i.test(text))).toEqual([]);
  if (process.env.PICTURE_FOLDER)
    await seen.screenshot({ path: join(process.env.PICTURE_FOLDER, 'feed.png') });
  await checked.close();
  await feed.stop();
  rmSync(folder, { recursive: true, force: true });
});
