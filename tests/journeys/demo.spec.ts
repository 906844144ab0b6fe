import { expect, type Page } from '@playwright/test';
import { verifyExport } from '@steward/core/audit';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expectAccessible } from './accessible.ts';
import { demoTest as test } from './running-steward.ts';

const PATHS = ['/review', '/ledger', '/imports', '/admin/ml-system', '/admin/ml-system/audit', '/workspaces'];

const banner = (page: Page) => page.getByRole('complementary', { name: 'Demo' });

test('from the printed link to a household that is measured on every page, and gone again in one click', async ({
  browser,
  page,
  demo,
}) => {
  // Making the demo takes a machine that is busy otherwise far longer.
  test.setTimeout(300_000);
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(demo.link);
  await expect(page.getByRole('progressbar', { name: 'Making the demo' })).toBeVisible();
  await expect(page.getByText(/month \d+ of 24/)).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Open the demo' }).click({ timeout: 200_000 });
  await expect(page).toHaveURL(/\/review/);
  expect(demo.printed()).toMatch(/month 24 of 24\nDemo ready after [\d.]+ s\n/);

  for (const path of PATHS) {
    await page.goto(demo.url + path);
    await expect(banner(page)).toContainText('This is a demo.');
    await expectAccessible(page);
    await page.setViewportSize({ width: 360, height: 740 });
    await expect(banner(page).getByRole('button', { name: 'Remove the demo' })).toBeInViewport();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
    await page.setViewportSize({ width: 1440, height: 900 });
  }

  await page.goto(`${demo.url}/review`);
  expect(await page.locator('#queue .q li').count()).toBeGreaterThanOrEqual(30);
  await page.goto(`${demo.url}/admin/ml-system`);
  await expect(page.getByText(/In \d+\.\d\s% of the \d{3} decisions that people reviewed/)).toBeVisible();
  await page.goto(`${demo.url}/imports`);
  expect(await page.getByRole('row').count()).toBeGreaterThan(20);
  const exported = await page.request.get(`${demo.url}/api/v1/audit/export`);
  const lines = (await exported.text()).split('\n');
  const verified = await verifyExport(
    (async function* () {
      yield* lines;
    })(),
  );
  expect(verified).toMatchObject({ status: 'verified' });
  expect(lines.length).toBeGreaterThan(5_000);

  const context = await browser.newContext();
  const stranger = await context.newPage();
  await stranger.goto(`${demo.url}/login`);
  await expect(stranger.getByText('stop Steward and start it anew')).toBeVisible();
  await expectAccessible(stranger);
  await context.close();

  await banner(page).getByRole('button', { name: 'Remove the demo' }).click();
  await expect(page).toHaveURL(/\/setup/);
  await expectAccessible(page);
  expect(readdirSync(join(demo.folder, 'workspaces'))).toEqual([]);
  await page.goto(demo.link);
  await expect(page.getByText('This link was used already')).toBeVisible();
  const setUpLink = /https?:\/\/\S+\/setup\?token=[\w-]+/.exec(demo.printed())?.[0] ?? '';
  await page.goto(setUpLink);
  await expect(page.getByRole('button', { name: 'Set up' })).toBeVisible();
  expect(errors).toEqual([]);
});
