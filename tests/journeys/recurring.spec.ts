import { expect } from '@playwright/test';
import { EVERY_LOOK, expectAccessible } from './accessible.ts';
import { test } from './running-steward.ts';
import { makeAccount, sendFile, setUp } from './steps.ts';

/** A subscription on the fifth of the last eight months, and coffee on other days. */
function makeFile(today: Date): string {
  const monthsAgo = (months: number, day: number) =>
    new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - months, day)).toISOString().slice(0, 10);
  const rows = [1, 2, 3, 4, 5, 6, 7, 8].flatMap((months) => [
    `${monthsAgo(months, 5)},Larkspur Music,-9.99`,
    ...[1, 2, 3].map((week) => `${monthsAgo(months, week * 8 - ((months * 5) % 7))},Kettle,-3.20`),
  ]);
  return ['Date,Payee,Amount', ...rows].join('\n');
}

test('a subscription is found with its next date, its payments and a calendar', async ({ page, steward }) => {
  await setUp(page, steward);
  await page.goto(`${steward.url}/recurring`);
  await expect(page.getByText('Nothing recurs yet')).toBeVisible();
  await makeAccount(page, steward);
  await sendFile(page, 'bank.csv', makeFile(new Date()));
  await page.getByRole('button', { name: /Commit 32 new/ }).click();
  await expect(page.getByRole('link', { name: 'Review what waits' }).first()).toBeVisible();

  await page.goto(`${steward.url}/recurring`);
  const row = page.getByRole('row').filter({ hasText: 'Larkspur Music' }).first();
  await expect(row).toContainText('every month');
  await expect(row).toContainText('the same each time');
  await expect(page.getByRole('row').filter({ hasText: 'Kettle' })).toHaveCount(0);
  await expectAccessible(page, EVERY_LOOK);

  await row.getByRole('link', { name: '8 payments' }).click();
  await expect(page.getByRole('heading', { name: '8 payments' })).toBeVisible();
  await expectAccessible(page, EVERY_LOOK);

  await page.goto(`${steward.url}/recurring/calendar`);
  // Keys work once the scripts have come; every month before has a payment.
  await expect(async () => {
    await page.keyboard.press('[');
    await expect(page).toHaveURL(/month=/, { timeout: 2_000 });
  }).toPass();
  await expect(page.getByRole('link', { name: /Larkspur Music.*paid/ })).toBeVisible();
  await expectAccessible(page, EVERY_LOOK);
});
