import { expect } from '@playwright/test';
import { DARK_ON_PHONE, expectAccessible, LIGHT_ON_DESK } from './accessible.ts';
import { test } from './running-steward.ts';
import { makeAccount, sendFile, setUp } from './steps.ts';

/** Two transactions of last year, in a month that is over whenever this runs. */
const FILE = [
  'Date,Payee,Amount,Category,Status',
  '2025-10-02,Baker,-12.50,Food,Booked',
  '2025-10-03,Employer,1000.00,,Booked',
].join('\n');

test('an account is reconciled with an adjustment, a month is closed, and what lies in it is refused to change', async ({
  page,
  steward,
}) => {
  await setUp(page, steward);
  await makeAccount(page, steward);
  await sendFile(page, 'bank.csv', FILE);
  await page.getByRole('button', { name: /Commit 2 new/ }).click();
  await expect(page.getByRole('link', { name: 'Review what waits' }).first()).toBeVisible();

  await page.goto(`${steward.url}/ledger/accounts`);
  await page.getByRole('link', { name: 'Reconcile Current account' }).click();
  await page.getByLabel('The statement goes up to').fill('2025-10-31');
  await page.getByLabel('Its closing balance').fill('1000.00');
  await page.getByRole('button', { name: 'Compare' }).click();
  await page.getByLabel('All of them').check();
  await expect(page.getByRole('status').filter({ hasText: 'Difference' })).toContainText('+12.50');
  await page.getByRole('button', { name: 'Finish' }).click();
  await expect(page.getByRole('alert')).toContainText('12.50 EUR more than what is ticked');
  await page.getByLabel('Category of the adjustment').selectOption('Food');
  await expectAccessible(page, [LIGHT_ON_DESK, DARK_ON_PHONE]);
  await page.getByRole('button', { name: 'Write the adjustment' }).click();
  await expect(page.getByText('Adjusted by 12.50 EUR')).toBeVisible();
  await expect(page.getByLabel(/^Balance adjustment/)).toBeChecked();
  await expect(page.getByRole('status').filter({ hasText: 'Difference' })).toContainText('0.00');
  await expect(page.getByLabel('Category of the adjustment')).toHaveCount(0);
  await page.getByRole('button', { name: 'Finish' }).click();
  await expect(page.getByText('3 reconciled on Current account')).toBeVisible();

  await page.goto(`${steward.url}/ledger/months?before=2025-11-01`);
  await page.getByRole('button', { name: /^Close 1 Oct 2025/ }).click();
  await expect(page.getByText('The month from 2025-10-01 is closed')).toBeVisible();
  await page.goto(`${steward.url}/ledger/months?before=2025-11-01`);
  await expect(page.getByRole('row', { name: /1 Oct 2025/ })).toContainText('closed');
  await expectAccessible(page, [LIGHT_ON_DESK, DARK_ON_PHONE]);

  await page.goto(`${steward.url}/imports/new`);
  await sendFile(page, 'late.csv', `${FILE}\n2025-10-04,Florist,-8.00,,Vorgemerkt`);
  await expect(page.getByLabel('“Vorgemerkt”')).toHaveValue('pending');
  await expect(page.getByText('The month from 2025-10-01 is closed: open it').first()).toBeVisible();
});
