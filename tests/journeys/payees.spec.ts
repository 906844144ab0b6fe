import { expect } from '@playwright/test';
import { EVERY_LOOK, expectAccessible } from './accessible.ts';
import { test } from './running-steward.ts';
import { makeAccount, sendFile, setUp } from './steps.ts';

const FILE = `Date,Payee,Amount,Category
2026-01-02,CARD PAYMENT TO HARBOUR KIOSK 4411,-3.20,Food
2026-01-09,HARBOUR KIOSK 5120,-4.10,Food
2026-02-03,HRBR KSK,-2.80,Travel
2026-02-04,PAYPAL *TOYBOX,-19.00,Gifts
`;

test('payees are named without what banks add; one is merged, taken back, and named by a rule', async ({
  page,
  steward,
}) => {
  await setUp(page, steward);
  await makeAccount(page, steward);
  await sendFile(page, 'bank.csv', FILE);
  await page.getByRole('button', { name: 'Commit 4 new' }).click();
  await expect(page.getByRole('link', { name: 'Review what waits' }).first()).toBeVisible();

  await page.goto(`${steward.url}/payees`);
  const kiosk = page
    .getByRole('row')
    .filter({ has: page.getByRole('link', { name: 'HARBOUR KIOSK', exact: true }) });
  await expect(kiosk).toContainText('100 % of 2');
  await expect(page.getByRole('link', { name: 'TOYBOX', exact: true })).toBeVisible();
  await expectAccessible(page, EVERY_LOOK);

  await page.getByRole('link', { name: 'HRBR KSK', exact: true }).click();
  await page.getByLabel('Payee to merge into').fill('harbour');
  await page.getByRole('button', { name: 'Find' }).click();
  await page.getByRole('radio', { name: /HARBOUR KIOSK/ }).check();
  await expectAccessible(page, EVERY_LOOK);
  await page.getByRole('button', { name: 'Merge HRBR KSK into it' }).click();
  await expect(page.getByRole('link', { name: '3 transactions' })).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: 'HRBR KSK' })).toBeVisible();

  await page.getByRole('button', { name: /Undo/ }).click();
  await expect(page.getByRole('heading', { name: 'HRBR KSK' })).toBeVisible();
  await expect(page.getByRole('link', { name: '1 transaction', exact: true })).toBeVisible();

  await page.goto(`${steward.url}/payees/rules`);
  await page.getByLabel('Text', { exact: true }).fill('hrbr');
  await page.getByLabel('Is called').fill('HARBOUR KIOSK');
  await page.getByRole('button', { name: 'See what it would change' }).click();
  await expect(page.getByText('1 imported name with 1 transaction would be')).toBeVisible();
  await expectAccessible(page, EVERY_LOOK);
  await page.getByRole('button', { name: 'Keep the rule' }).click();
  await expect(page.getByRole('row').filter({ hasText: 'hrbr' })).toContainText('HARBOUR KIOSK');
  await page.goto(`${steward.url}/payees`);
  await expect(kiosk).toContainText('67 % of 3');
});
