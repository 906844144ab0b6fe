import { expect, type Page } from '@playwright/test';
import { verifyExport } from '@steward/core/audit';
import { fileURLToPath } from 'node:url';
import { expectAccessible } from './accessible.ts';
import { makeBankFile, NEWCOMER } from './bank-file.ts';
import { test, type RunningSteward } from './running-steward.ts';
import {
  bringFile,
  commitByReloading,
  expectSettled,
  makeAccount,
  sendFile,
  setUp,
  waiting,
  pickCategory,
} from './steps.ts';

const PICTURES = fileURLToPath(new URL('../../docs/pictures/', import.meta.url));

/** Makes an account, brings the file in, and commits it. */
async function importFile(page: Page, steward: RunningSteward): Promise<void> {
  await bringFile(page, steward);
  await expect(page.getByRole('button', { name: /Commit 304 new/ })).toBeVisible();
  await page.locator('[data-outcome="error"]').click();
  await expect(page.getByText('12.3O').first()).toBeVisible();
  await page.getByRole('button', { name: /Commit 304 new/ }).click();
  await expect(page.getByRole('link', { name: 'Review what waits' }).first()).toBeVisible();
}

/** The item of a payee in the queue. */
async function open(page: Page, payee: string): Promise<void> {
  await waiting(page).filter({ hasText: payee }).first().getByRole('link').click();
  // Enter on a link is the link's own, so the focus leaves it.
  await page.getByRole('heading', { name: payee }).click();
}

test('from a bank file to an answer that is learned, undone, and stands in the audit', async ({
  page,
  steward,
}) => {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await setUp(page, steward);
  await expectAccessible(page);
  await importFile(page, steward);
  await expectAccessible(page);

  await page.getByRole('link', { name: 'Review what waits' }).first().click();
  await expect(waiting(page)).toHaveCount(40);
  await expectAccessible(page);

  // The first answer for a payee never seen changes what is said of the others.
  await open(page, NEWCOMER);
  await pickCategory(page, 'Other category', 'Groceries');
  await expect(page.getByRole('status').filter({ hasText: 'Groceries' })).toBeVisible();
  await expect(waiting(page)).toHaveCount(39);
  await open(page, NEWCOMER);
  await expect(page.locator('#accept')).toHaveText(/Groceries/);

  // Ten are accepted by one key each.
  await expectSettled(page);
  for (let left = 38; left >= 29; left--) {
    await page.keyboard.press('Enter');
    await expect(waiting(page)).toHaveCount(left);
    await expectSettled(page);
  }
  // The picture in the README.
  if (process.env.UPDATE_PICTURES) await page.screenshot({ path: `${PICTURES}review.png` });
  await page.keyboard.press('u');
  await expect(waiting(page)).toHaveCount(30);

  await page.goto(`${steward.url}/ledger`);
  await expectAccessible(page);
  for (const path of ['/ledger/accounts', '/ledger/categories', '/imports', '/settings', '/workspaces']) {
    await page.goto(`${steward.url}${path}`);
    await expectAccessible(page);
  }
  await page.goto(`${steward.url}/admin/ml-system`);
  await expectAccessible(page);
  await page.goto(`${steward.url}/admin/ml-system/audit?action=feedback`);
  await expect(page.getByRole('table')).toBeVisible();
  await expectAccessible(page);
  await page.goto(`${steward.url}/admin/ml-system/audit?action=change_set`);
  const imported = page.getByRole('row').filter({ hasText: 'transactions imported' });
  await expect(imported).toContainText('bank.csv');

  const response = await page.request.get(`${steward.url}/api/v1/audit/export`);
  expect(response.headers()['content-disposition']).toContain('attachment');
  const verified = await verifyExport(
    (async function* () {
      yield* (await response.text()).split('\n');
    })(),
  );
  expect(verified).toMatchObject({ status: 'verified', erased: 0 });
  expect(errors).toEqual([]);
});

test('review works without JavaScript', async ({ browser, steward }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await setUp(page, steward);
  await makeAccount(page, steward);
  await sendFile(page, 'empty.csv', '');
  await expect(page.getByRole('alert')).toHaveText('The file empty.csv is empty.');
  await sendFile(page, 'bank.csv', makeBankFile());
  await commitByReloading(page);
  await page.getByRole('link', { name: 'Review what waits' }).first().click();
  await expect(waiting(page)).toHaveCount(40);
  await waiting(page).filter({ hasText: NEWCOMER }).first().getByRole('link').click();
  await page.getByLabel('Other category').selectOption({ label: 'Groceries' });
  await page.getByRole('button', { name: 'Set category' }).click();
  await expect(waiting(page)).toHaveCount(39);
  await waiting(page).filter({ hasText: 'Halden Water' }).first().getByRole('link').click();
  await page.getByRole('button', { name: 'Accept Utilities' }).click();
  await expect(waiting(page)).toHaveCount(38);
  await page.getByRole('button', { name: /Undo/ }).click();
  await expect(waiting(page)).toHaveCount(39);
  await context.close();
});
