import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { verifyExport } from '@steward/core/audit';
import { fileURLToPath } from 'node:url';
import { makeBankFile, NEWCOMER } from './bank-file.ts';
import { test, type RunningSteward } from './running-steward.ts';

const PERSON = { name: 'Mira', email: 'mira@example.org', password: 'correct horse battery' };
const PICTURES = fileURLToPath(new URL('../../docs/pictures/', import.meta.url));

async function setUp(page: Page, { setUpLink }: RunningSteward): Promise<void> {
  await page.goto(setUpLink);
  await page.getByLabel('Your name').fill(PERSON.name);
  await page.getByLabel('Email').fill(PERSON.email);
  await page.getByLabel('Password').fill(PERSON.password);
  await page.getByLabel('Workspace').fill('Alder House');
  await page.getByRole('button', { name: 'Set up' }).click();
  await expect(page).toHaveURL(/\/review/);
}

/** Makes an account, brings the file in, and commits it. */
async function importFile(page: Page, { url }: RunningSteward): Promise<void> {
  await page.goto(`${url}/imports/new`);
  await page.getByLabel('Name').fill('Current account');
  await page.getByRole('button', { name: 'Make the account' }).click();
  const buffer = Buffer.from(makeBankFile());
  await page.getByLabel('CSV file').setInputFiles({ name: 'bank.csv', mimeType: 'text/csv', buffer });
  await page.getByRole('button', { name: 'Read the file' }).click();
  await expect(page.getByRole('button', { name: /Commit 304 new/ })).toBeVisible();
  await page.locator('[data-outcome="error"]').click();
  await expect(page.getByText('12.3O').first()).toBeVisible();
  await page.getByRole('button', { name: /Commit 304 new/ }).click();
  await expect(page.getByRole('link', { name: 'Review what waits' }).first()).toBeVisible();
}

async function expectNoViolation(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${page.url()} ${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
}

async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expectNoViolation(page);
  }
  await page.emulateMedia({ colorScheme: 'light' });
}

const waiting = (page: Page) => page.locator('#queue .q li');

/** The last answer is through; until then a second press is not taken for another one. */
async function expectSettled(page: Page): Promise<void> {
  await expect(page.locator('#detail')).toHaveAttribute('aria-busy', 'false');
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
  await page.getByLabel('Other category').first().fill('Groceries');
  await page.keyboard.press('Enter');
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
  await page.goto(`${steward.url}/imports/new`);
  await page.getByLabel('Name').fill('Current account');
  await page.getByRole('button', { name: 'Make the account' }).click();
  const empty = { name: 'empty.csv', mimeType: 'text/csv', buffer: Buffer.from('') };
  await page.getByLabel('CSV file').setInputFiles(empty);
  await page.getByRole('button', { name: 'Read the file' }).click();
  await expect(page.getByRole('alert')).toHaveText('The file empty.csv is empty.');
  const buffer = Buffer.from(makeBankFile());
  await page.getByLabel('CSV file').setInputFiles({ name: 'bank.csv', mimeType: 'text/csv', buffer });
  await page.getByRole('button', { name: 'Read the file' }).click();
  const commit = page.getByRole('button', { name: /Commit 304 new/ });
  await reloadUntil(page, () => commit.isVisible());
  await commit.click();
  const review = page.getByRole('link', { name: 'Review what waits' }).first();
  await reloadUntil(page, () => review.isVisible());
  await review.click();
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

/** What a person does who has no JavaScript and waits. */
async function reloadUntil(page: Page, isThere: () => Promise<boolean>): Promise<void> {
  await expect(async () => {
    if (await isThere()) return;
    await page.reload();
    expect(await isThere()).toBe(true);
  }).toPass();
}
