import { expect, type Page } from '@playwright/test';
import { DARK_ON_PHONE, expectAccessible, LIGHT_ON_DESK, PHONE } from './accessible.ts';
import { test } from './running-steward.ts';
import { bringFile, commitByReloading, setUp } from './steps.ts';

const LOOKS = [LIGHT_ON_DESK, DARK_ON_PHONE];

/** Opens the palette, types, waits until what is wanted is the first option, and presses Enter. */
async function pick(page: Page, typed: string, wanted: string | RegExp): Promise<void> {
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: /Search pages/ });
  await expect(palette.getByRole('combobox')).toBeFocused();
  await page.keyboard.type(typed);
  const option = palette.getByRole('option', { name: wanted });
  await expect(option.first()).toBeVisible();
  const all = await palette.getByRole('option').allTextContents();
  const index = all.findIndex((text) =>
    typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text),
  );
  for (let step = 0; step < index; step++) await page.keyboard.press('ArrowDown');
  await expect(option.first()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(palette).toBeHidden();
}

test('the palette reaches pages, payees, categories and actions by keyboard', async ({ page, steward }) => {
  await setUp(page, steward);
  await expectAccessible(page, LOOKS);
  await bringFile(page, steward);
  await expect(page.getByRole('note')).toContainText('Step 2 of 3: check the columns of bank.csv');
  await page.getByRole('button', { name: /Commit 304 new/ }).click();
  await expect(page.getByRole('link', { name: 'Review what waits' }).first()).toBeVisible();

  await pick(page, 'api k', 'API keys');
  await expect(page).toHaveURL(/\/settings\/keys$/);
  await pick(page, 'lant', 'Lantern Books');
  await expect(page).toHaveURL(/\/ledger\?payeeId=pay_/);
  await expect(page.getByRole('table').getByText('Lantern Books').first()).toBeVisible();

  // Also while somebody types.
  await page.locator('[name="search"]').focus();
  await pick(page, 'groc', 'Groceries');
  await expect(page).toHaveURL(/\/ledger\?categoryId=cat_/);

  // What a key of the page does, and what is done from everywhere.
  await pick(page, 'filter', /^Filter/);
  await expect(page.locator('[name="accountId"]')).toBeFocused();
  await pick(page, 'dark', 'Use the dark look');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');

  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search' }).fill('no such thing');
  await expect(page.getByRole('dialog').getByRole('status')).toContainText('Nothing has “no such thing”');
  await page.getByRole('combobox', { name: 'Search' }).fill('market');
  await expect(page.getByRole('option', { name: 'Northgate Market' })).toBeVisible();
  await expectAccessible(page, LOOKS);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();

  await page.keyboard.press('?');
  const keys = page.getByRole('dialog', { name: 'Keys in Ledger' });
  await expect(keys.getByText('go to Review, Ledger, Payees')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('g');
  await page.keyboard.press('h');
  await expect(page).toHaveURL(/\/admin\/ml-system$/);

  // A figure that is not measured says what it would be, and leads to how.
  await page.getByRole('button', { name: 'not measured (what is Accuracy?)' }).first().click();
  const explanation = page.locator('.termbox:popover-open');
  await expect(explanation).toContainText('Of the reviewed decisions, the share');
  await expectAccessible(page, LOOKS);
  await explanation.getByRole('link', { name: 'How it is computed' }).click();
  await expect(page).toHaveURL(/\/help\/accuracy#accuracy$/);
  await expect(page.getByRole('heading', { name: 'Accuracy', exact: true })).toBeInViewport();
  await expectAccessible(page, [LIGHT_ON_DESK]);
  await page.goto(`${steward.url}/search`);
  await expectAccessible(page, [DARK_ON_PHONE]);
});

test('three steps lead from a bank file to the first answers, are left and taken up again, without JavaScript', async ({
  browser,
  steward,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: PHONE });
  const page = await context.newPage();
  await setUp(page, steward);
  const steps = page.getByRole('main').getByRole('list');
  await expect(steps.locator('[aria-current="step"]')).toContainText('Bring a file');
  await page.getByRole('link', { name: 'Choose a file' }).click();
  const strip = page.getByRole('note');
  await expect(strip).toContainText('Step 1 of 3: bring a file');
  await bringFile(page, steward);
  await expect(strip).toContainText('Step 2 of 3: check the columns of bank.csv');

  await strip.getByRole('button', { name: 'Leave the guide' }).click();
  await expect(page).toHaveURL(/\/imports\/imp_/);
  await expect(strip).toBeHidden();
  await page.goto(`${steward.url}/start`);
  await page.getByRole('button', { name: 'Show the steps on the way again' }).click();
  await expect(steps.locator('[aria-current="step"]')).toContainText('Check the columns');
  await page.getByRole('link', { name: 'Check the columns of bank.csv' }).click();

  await commitByReloading(page);
  await page.goto(`${steward.url}/review`);
  await expect(strip).toContainText('Step 3 of 3: review 10, 0 done');
  await page.getByLabel('Other category').selectOption({ label: 'Groceries' });
  await page.getByRole('button', { name: 'Set category' }).click();
  await expect(strip).toContainText('Step 3 of 3: review 10, 1 done');

  // The same search without JavaScript.
  await page.goto(`${steward.url}/more`);
  await page.getByRole('link', { name: 'Search', exact: true }).click();
  await page.getByRole('searchbox').fill('lantern');
  await page.getByRole('main').getByRole('button', { name: 'Search' }).click();
  await page.getByRole('link', { name: 'Lantern Books' }).click();
  await expect(page).toHaveURL(/\/ledger\?payeeId=pay_/);

  // And the help, for whoever comes by.
  await context.clearCookies();
  await page.goto(`${steward.url}/help`);
  await page.getByRole('searchbox').fill('log-odds');
  await page.getByRole('button', { name: 'Search' }).click();
  await page.getByRole('link', { name: 'Score', exact: true }).click();
  await expect(page).toHaveURL(/\/help\/explanations#score$/);
  await expect(page.getByRole('heading', { name: 'Score', exact: true })).toBeInViewport();
  await context.close();
});
