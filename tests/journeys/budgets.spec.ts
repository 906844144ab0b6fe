import { expect } from '@playwright/test';
import { DARK_ON_PHONE, expectAccessible, LIGHT_ON_DESK } from './accessible.ts';
import { test } from './running-steward.ts';
import { makeAccount, sendFile, setUp } from './steps.ts';

test('a budget is made, shows what is spent of it from the ledger, and opens what it counts', async ({
  page,
  steward,
}) => {
  const today = new Date().toISOString().slice(0, 10);
  const rows = [
    `${today},Market Hall,-42.00,Food`,
    `${today},Corner Shop,-8.00,Food`,
    `${today},Cinema,-12.00,Fun`,
  ];
  await setUp(page, steward);
  await page.goto(`${steward.url}/budgets`);
  await expect(page.getByText('There is no budget yet.')).toBeVisible();
  await expectAccessible(page);
  await makeAccount(page, steward);
  await sendFile(page, 'bank.csv', ['Date,Payee,Amount,Category', ...rows].join('\n'));
  await page.getByRole('button', { name: 'Commit 3 new' }).click();
  await expect(page.getByRole('link', { name: 'Review what waits' }).first()).toBeVisible();

  await page.goto(`${steward.url}/budgets`);
  await page.getByLabel('Category').selectOption('Food');
  await page.getByLabel('Amount').fill('200');
  await page.getByRole('button', { name: 'Make the budget' }).click();
  const row = page.getByRole('row').filter({ hasText: 'Food' });
  await expect(row).toContainText('50.00');
  await expect(row).toContainText('150.00');
  await expectAccessible(page, [LIGHT_ON_DESK, DARK_ON_PHONE]);

  await row.getByRole('link', { name: 'n 2' }).click();
  await expect(page.getByRole('link', { name: 'Market Hall' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Corner Shop' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Cinema' })).toHaveCount(0);
  await expectAccessible(page, [LIGHT_ON_DESK, DARK_ON_PHONE]);

  await page.getByLabel('Amount, EUR').fill('40');
  await page.getByRole('button', { name: 'Save the budget' }).click();
  await expect(page.getByText('−10.00').first()).toBeVisible();
  await page.getByRole('button', { name: 'Remove the budget' }).click();
  await expect(page.getByText('There is no budget yet.')).toBeVisible();
});
