import { expect } from '@playwright/test';
import { test } from './running-steward.ts';
import { setUp } from './steps.ts';

test('what is typed before the scripts have come stays typed', async ({ page, steward }) => {
  await setUp(page, steward);
  const { promise: isTyped, resolve: letScriptsCome } = Promise.withResolvers<undefined>();
  await page.route(/\.js$/, async (route) => {
    await isTyped;
    await route.continue();
  });
  await page.goto(`${steward.url}/settings`, { waitUntil: 'commit' });
  const field = page.getByLabel('A month begins on day');
  await field.fill('25');
  letScriptsCome(undefined);
  await page.getByRole('heading', { name: 'Settings' }).click();
  // The list of keys is opened by scripts alone.
  await expect(async () => {
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog')).toBeVisible({ timeout: 500 });
  }).toPass();
  await page.keyboard.press('Escape');
  await expect(field).toHaveValue('25');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('cell', { name: /A month begins on day: 1 → 25/ })).toBeVisible();
});
