import { expect, type Page } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { test } from './running-steward.ts';
import { makeAccount, pickCategory, sendFile, setUp } from './steps.ts';

const FILE = [
  'Date,Payee,Amount,Category',
  '2026-11-02,Kettle,-3.20,Coffee',
  '2026-11-03,Grocer,-40.00,Food',
  '2026-11-04,Unknown Ltd,-77.00,',
].join('\n');

const undoButton = (page: Page) => page.getByRole('button', { name: /^Undo/ });

test('an import is undone and done again, and a stale edit is refused', async ({ page, steward }) => {
  await setUp(page, steward);
  await makeAccount(page, steward);
  await sendFile(page, 'bank.csv', FILE);
  await page.getByRole('button', { name: /Commit 3 new/ }).click();
  await expect(page.getByText('3 rows came in.')).toBeVisible();

  await page.getByRole('button', { name: /Undo this import/ }).click();
  await expect(page.getByText('The same file can be imported again.')).toBeVisible();
  await expectAccessible(page);
  await page.goto(`${steward.url}/ledger`);
  await expect(page.getByText('Start with one bank file.')).toBeVisible();
  await page.goto(`${steward.url}/ledger/history?kind=import`);
  await page.getByRole('button', { name: /Redo bank.csv/ }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Done again' })).toBeVisible();
  await expectAccessible(page);

  // Two pages show the same transaction; the second to change it is told.
  await page.goto(`${steward.url}/ledger?search=Unknown`);
  await page.getByRole('link', { name: 'Unknown Ltd' }).first().click();
  await expect(page).toHaveURL(/ledger\/txn_/);
  const address = page.url();
  const other = await page.context().newPage();
  await other.goto(address);
  for (const [each, category] of [
    [page, 'Food'],
    [other, 'Coffee'],
  ] as const) {
    await each.bringToFront();
    await pickCategory(each, 'Change the category', category);
  }
  await expect(page.getByText('The category is Food')).toBeVisible();
  await expect(other.getByRole('alert')).toContainText('changed the category from none to Food');
  await expect(page.getByRole('table', { name: 'What was changed, newest first' })).toContainText('Food');

  // Undo that is pressed too late leads to what stands in the way.
  await other.reload();
  await pickCategory(other, 'Change the category', 'Coffee');
  await expect(other.getByText('The category is Coffee')).toBeVisible();
  await other.close();
  await page.locator('.toast').getByRole('button', { name: /^Undo/ }).click();
  await expect(page).toHaveURL(/history\/chg_/);
  await expect(page.getByRole('heading', { name: 'What stands in the way' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Leave these and undo the rest' })).toBeVisible();

  // The import cannot be undone whole now; what stands in the way is named.
  await page.goto(`${steward.url}/ledger/history?kind=import`);
  await page.getByRole('link', { name: 'bank.csv' }).click();
  await expect(page).toHaveURL(/history\/chg_/);
  await undoButton(page).click();
  await expect(page.getByRole('heading', { name: 'What stands in the way' })).toBeVisible();
  await expect(
    page.getByText('The category of the transaction Unknown Ltd was changed by Mira since'),
  ).toBeVisible();
  await expectAccessible(page);
});
