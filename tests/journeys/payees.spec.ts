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
  await expect(page.getByRole('row', { name: 'HRBR KSK Make' })).toBeVisible();

  await page.getByRole('button', { name: /^Undo U/ }).click();
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

  await page.getByRole('link', { name: 'HARBOUR KIOSK', exact: true }).click();
  await page.getByLabel('Payee to merge into').fill('toybox');
  await page.getByRole('button', { name: 'Find' }).click();
  await page.getByRole('radio', { name: /TOYBOX/ }).check();
  await page.getByLabel('What goes over').selectOption('HARBOUR KIOSK 5120');
  await page.getByRole('button', { name: 'Give it to the payee chosen' }).click();
  await expect(page.getByRole('heading', { name: 'TOYBOX' })).toBeVisible();
  await expect(page.getByRole('link', { name: '2 transactions' })).toBeVisible();
});

const HISTORY = `Date,Payee,Amount,Category
${['02', '03', '04', '05', '06'].map((day) => `2026-01-${day},KETTLE & CO,-3.20,Coffee`).join('\n')}
2026-01-07,KETTLE & CO,-3.40,
`;

test('a payee has a default, which what comes in gets by itself, says why, and is undone', async ({
  page,
  steward,
}) => {
  await setUp(page, steward);
  await makeAccount(page, steward);
  await sendFile(page, 'bank.csv', HISTORY);
  await page.getByRole('button', { name: 'Commit 6 new' }).click();
  await expect(page.getByRole('link', { name: 'Review what waits' }).first()).toBeVisible();

  await page.goto(`${steward.url}/payees`);
  await page.getByRole('link', { name: 'KETTLE & CO', exact: true }).click();
  await expect(page.getByText('5 of 5 with a category have Coffee.')).toBeVisible();
  await page.getByRole('button', { name: 'Make Coffee its default' }).click();
  await expect(page.getByText('1 transaction of it waits in Review.')).toBeVisible();
  await expectAccessible(page, EVERY_LOOK);
  await page.getByRole('button', { name: 'Give Coffee to 1' }).click();
  await expect(page.getByText('Transactions that have it now: 1.')).toBeVisible();
  await page.getByLabel('What comes in').selectOption('auto');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('What comes in gets it by itself')).toBeVisible();

  await page.goto(`${steward.url}/imports/new`);
  await sendFile(page, 'later.csv', 'Date,Payee,Amount,Category\n2026-02-07,KETTLE & CO,-3.60,\n');
  await page.getByRole('button', { name: 'Commit 1 new' }).click();
  await expect(page.getByText(/committed/i).first()).toBeVisible();
  await page.goto(`${steward.url}/ledger?search=KETTLE&from=2026-02-01`);
  await page.getByRole('link', { name: 'KETTLE & CO' }).first().click();
  await expect(
    page.getByText(/The default of KETTLE & CO, set by .*; given by itself as/).first(),
  ).toBeVisible();
  await expectAccessible(page, EVERY_LOOK);
  await page.getByRole('link', { name: 'Default of KETTLE & CO, given by itself' }).first().click();
  await page.getByRole('button', { name: /^Undo/ }).click();
  await expect(page.getByText('undone').first()).toBeVisible();
  await page.goto(`${steward.url}/review`);
  await expect(page.getByRole('button', { name: /Accept Coffee/ })).toBeVisible();
  await expect(page.getByText(/The default of KETTLE & CO, set by/).first()).toBeVisible();
});
