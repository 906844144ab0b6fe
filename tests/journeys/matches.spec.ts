import { expect, type Page } from '@playwright/test';
import { DARK_ON_PHONE, LIGHT_ON_DESK, expectAccessible } from './accessible.ts';
import { test, type RunningSteward } from './running-steward.ts';
import { makeAccount, sendFile, setUp } from './steps.ts';

const file = (...lines: string[]) => ['Date,Payee,Memo,Amount', ...lines, ''].join('\n');
const JANUARY = file(
  ...['2026-01-01,Grocer,,-41.10', '2026-01-05,KETTLE 0044 LONDON,,-3.20'],
  ...['2026-01-08,To savings,,-200.00', '2026-01-12,Grocer,,-8.00'],
);
const AGAIN = file(
  ...['2026-01-01,Grocer,,-41.10', '2026-01-06,Kettle London,card,-3.20'],
  ...['2026-01-08,To savings,,-200.00', '2026-01-12,Grocer,,-8.00', '2026-01-14,Books,,-12.00'],
);
const SAVINGS = file('2026-01-09,From current account,,200.00');

async function bringIn(page: Page, steward: RunningSteward, [name, text]: [string, string]): Promise<void> {
  await page.goto(`${steward.url}/imports/new`);
  await sendFile(page, name, text);
  await page.getByRole('button', { name: /^Commit \d+ (new|rows)/ }).click();
  await expect(page.getByRole('link', { name: 'Review what waits' }).first()).toBeVisible();
}

const total = (page: Page) => page.locator('.pager').getByText(/\d+ transactions/);

test('a payment that is there twice is confirmed as one and taken back; a transfer is confirmed', async ({
  page,
  steward,
}) => {
  await setUp(page, steward);
  await makeAccount(page, steward);
  await bringIn(page, steward, ['january.csv', JANUARY]);
  await bringIn(page, steward, ['again.csv', AGAIN]);
  await page.goto(`${steward.url}/ledger`);
  await expect(total(page)).toHaveText(/6 transactions/);
  await expect(page.getByRole('link', { name: 'match?' })).toHaveCount(2);

  await page.getByRole('link', { name: 'match?' }).first().click();
  await expect(
    page.getByRole('heading', { name: 'Is this one payment, in the ledger twice?' }),
  ).toBeVisible();
  await expect(
    page.getByRole('row', { name: /As imported differs KETTLE 0044 LONDON Kettle London/ }),
  ).toBeVisible();
  await expectAccessible(page, [LIGHT_ON_DESK, DARK_ON_PHONE]);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status').getByText(/One payment/)).toBeVisible();
  await page.goto(`${steward.url}/ledger`);
  await expect(total(page)).toHaveText(/5 transactions/);

  await page.goto(`${steward.url}/review/matches?filter=confirmed`);
  await page.getByRole('button', { name: 'Take it back' }).click();
  await expect(page.getByText('Taken back: it waits again')).toBeVisible();
  await page.goto(`${steward.url}/ledger`);
  await expect(total(page)).toHaveText(/6 transactions/);

  await page.goto(`${steward.url}/ledger/accounts`);
  await page.getByRole('textbox', { name: 'Name' }).last().fill('Savings');
  await page.getByRole('button', { name: 'Make the account' }).click();
  await expect(page.getByRole('link', { name: 'Savings', exact: true })).toBeVisible();
  await page.goto(`${steward.url}/imports/new`);
  await page.getByLabel('Account that the file is of').selectOption({ label: 'Savings, EUR' });
  await sendFile(page, 'savings.csv', SAVINGS);
  await page.getByRole('button', { name: /^Commit \d+ (new|rows)/ }).click();
  await expect(page.getByRole('link', { name: 'Review what waits' }).first()).toBeVisible();
  await page.goto(`${steward.url}/review/matches?filter=transfer`);
  await expect(page.getByRole('heading', { name: /money moved between two of your accounts/ })).toBeVisible();
  await page.getByRole('button', { name: 'A transfer' }).click();
  await expect(page.getByText('No match is among these.')).toBeVisible();
  await page.keyboard.press('u');
  await expect(page.getByRole('heading', { name: /money moved between two of your accounts/ })).toBeVisible();
  await page.getByRole('button', { name: 'A transfer' }).click();
  await expect(page.getByText('No match is among these.')).toBeVisible();
  await page.goto(`${steward.url}/ledger`);
  await expect(page.getByRole('link', { name: 'transfer', exact: true })).toHaveCount(2);
  await page.getByRole('link', { name: /To savings/ }).click();
  await expect(page.getByText(/A transfer with/)).toBeVisible();
  await expectAccessible(page);
});
