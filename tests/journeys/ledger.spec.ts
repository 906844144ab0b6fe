import { expect, type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { expectAccessible } from './accessible.ts';
import { test, type RunningSteward } from './running-steward.ts';
import { makeAccount, sendFile, setUp } from './steps.ts';

const ROWS = 400;

function makeFile(): string {
  const lines = ['Date,Payee,Amount,Category'];
  for (let index = 0; index < ROWS; index++) {
    const day = new Date(Date.UTC(2025, 0, 1 + index)).toISOString().slice(0, 10);
    lines.push(
      `${day},${index % 4 === 0 ? 'Bäckerei Öhl' : 'Northgate Market'} ${index},-${index + 1}.00,Food`,
    );
  }
  return `${lines.join('\n')}\n`;
}

test('a long ledger is scrolled, searched, added up, exported, its view kept, a transaction split and undone, many edited together, and one entered', async ({
  page,
  steward,
}) => {
  await setUp(page, steward);
  await makeAccount(page, steward);
  await sendFile(page, 'bank.csv', makeFile());
  await page.getByRole('button', { name: `Commit ${ROWS} new` }).click();
  await expect(page.getByRole('link', { name: 'Review what waits' }).first()).toBeVisible();

  await page.goto(`${steward.url}/ledger`);
  await expect(page.getByText('−€80,200.00').first()).toBeVisible();
  await expectAccessible(page);
  // As long as all of its rows, and its end comes when it is scrolled to.
  await expect(page.locator('table.led')).toHaveAttribute('aria-rowcount', String(ROWS + 1));
  await page.locator('.pager').scrollIntoViewIfNeeded();
  await expect(page.getByRole('link', { name: 'Bäckerei Öhl 0', exact: true })).toBeVisible();
  await page.keyboard.press('k');
  await expect(page.locator('[data-row]:focus')).toHaveCount(1);

  await page.getByLabel('Search payee, memo, note').fill('backer');
  await page.getByRole('button', { name: 'Search' }).click();
  await expect(page.getByRole('status').filter({ hasText: '100 found' })).toHaveCount(1);
  await page.getByText('Days, amounts, state, tag, order').click();
  await page.getByLabel('Amount at least').fill('300');
  await page.getByLabel('Order').selectOption('Smallest first');
  await page.getByRole('button', { name: 'Search' }).click();
  await expect(page.getByRole('status').filter({ hasText: '25 found' })).toHaveCount(1);
  await expect(page.locator('[data-row]').first()).toContainText('Bäckerei Öhl 300');

  await page.getByText('Keep this view').click();
  await page.getByLabel('Name of the view').fill('Large bakery bills');
  await page.getByRole('button', { name: 'Keep' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Large bakery bills' })).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'CSV' }).click();
  expect((await download).suggestedFilename()).toMatch(/^transactions-.*\.csv$/);
  await expectAccessible(page);

  await page.goto(`${steward.url}/ledger`);
  await page.getByRole('link', { name: 'Large bakery bills' }).click();
  await expect(page.getByRole('status').filter({ hasText: '25 found' })).toHaveCount(1);
  await page.getByText('Rename or remove this view').click();
  await page.getByRole('button', { name: 'Remove the view' }).click();
  await expect(page.getByRole('link', { name: 'Large bakery bills' })).toHaveCount(0);

  await page.goto(`${steward.url}/ledger`);
  await page.getByLabel('Account', { exact: true }).selectOption('Current account');
  if (!page.url().includes('accountId=acc_')) await page.getByRole('button', { name: 'Search' }).click();
  await expect(page).toHaveURL(/accountId=acc_/);
  await expect(page.getByRole('columnheader', { name: 'Balance after' })).toBeVisible();

  // A transaction is split in two, which is found by the words of its note, and the split undone.
  await page.locator('[data-row]').first().click();
  await page.getByText('Change payee, status, tags or notes').click();
  await page.getByLabel('Amount of split 1').fill('-300.00');
  await page.getByLabel('Amount of split 2').fill('-99.00');
  await page.getByRole('button', { name: 'Save the transaction' }).click();
  await expect(page.getByText('-1.00 EUR is left to split')).toBeVisible();
  await page.getByLabel('Amount of split 1').fill('-300.00');
  await page.getByLabel('Amount of split 2').fill('-100.00');
  await page.getByRole('button', { name: 'Save the transaction' }).click();
  await expect(page.getByRole('heading', { name: '2 splits' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: /Undo/ }).click();
  await expect(page.getByRole('heading', { name: '2 splits' })).toHaveCount(0);

  await editTogether(page, steward);
  await enterByHand(page, steward);
  await attachReceipts(page);
});

const rows = (page: Page) => page.locator('table.led tr[data-index]');

/** Rows are chosen by key and by Shift, their change is seen before it is made, and undone from where it was done. */
async function editTogether(page: Page, steward: RunningSteward): Promise<void> {
  await page.goto(`${steward.url}/ledger?search=backer`);
  await expect(page.getByRole('status').filter({ hasText: '100 found' })).toHaveCount(1);
  await page.locator('[data-row]').nth(1).focus();
  await page.keyboard.press('x');
  const bar = page.getByRole('form', { name: 'Chosen transactions' });
  await expect(bar).toContainText('1 chosen');
  await rows(page)
    .nth(3)
    .getByRole('checkbox')
    .click({ modifiers: ['Shift'] });
  await expect(bar).toContainText('3 chosen');
  await expectAccessible(page);
  await page.keyboard.press('e');
  await expect(page.getByText('3 transactions, chosen in the list.')).toBeVisible();
  await page.getByLabel('Category').selectOption('Food');
  await page.getByLabel('Payee').fill('Bakery at the corner');
  await page.getByLabel('Notes', { exact: true }).fill('breakfast');
  await page.getByRole('button', { name: 'Preview the change' }).click();
  await expect(page.getByRole('heading', { name: '3 transactions would be changed' })).toBeVisible();
  await expect(page.getByRole('cell', { name: 'Bakery at the corner' }).first()).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Change 3 transactions' }).click();
  await expect(page.getByRole('status').filter({ hasText: '3 transactions are changed' })).toBeVisible();
  await expect(page).toHaveURL(/search=backer/);
  const changed = page.locator('[data-row]').filter({ hasText: 'Bakery at the corner' });
  await expect(changed).toHaveCount(3);
  await page.getByRole('button', { name: /Undo/ }).click();
  await expect(changed).toHaveCount(0);

  // All that the filter shows; and what is chosen without scripts.
  await page.getByRole('link', { name: 'Edit all 100 that match' }).click();
  await page.getByRole('button', { name: 'Preview their removal' }).click();
  await expect(page.getByRole('heading', { name: '100 transactions would be removed' })).toBeVisible();
  const id = (await page.getByRole('table').getByRole('link').first().getAttribute('href'))
    ?.split('/')
    .at(-1);
  const plain = await page.request.post(`${steward.url}/ledger/edit?/choose`, {
    ...{ form: { id: id ?? '' }, headers: { origin: steward.url, accept: 'text/html' } },
  });
  expect(await plain.text()).toContain('chosen in the list');
}

/** What is entered without a category appears with its decision, and is corrected. */
async function enterByHand(page: Page, steward: RunningSteward): Promise<void> {
  await page.goto(`${steward.url}/ledger`);
  await page.getByRole('link', { name: 'New', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'New transaction' })).toBeVisible();
  await page.getByLabel('Amount').fill('12,5');
  await page.getByLabel('Payee').fill('Northgate Market 1');
  await page.getByLabel('Day').fill('2026-11-20');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Enter the transaction' }).click();
  await expect(page.getByText('−€12.50', { exact: true })).toBeVisible();
  await expect(page.getByRole('heading', { name: /Why .* was predicted/ })).toBeVisible();
  await expect(page.getByText('None yet.')).toBeVisible();

  await page.getByText('Change payee, status, tags or notes').click();
  await page.getByLabel('Payee', { exact: true }).fill('Night market');
  await page.getByLabel('Amount', { exact: true }).fill('13.00');
  await page.getByLabel('Status').selectOption('pending');
  await page.getByLabel('Tags').fill('market, Holiday 2026');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Save the transaction' }).click();
  await expect(page.getByRole('heading', { name: 'Night market' })).toBeVisible();
  await expect(page.getByText('−€13.00', { exact: true })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'As entered' })).toBeVisible();
  await page.getByRole('link', { name: '#Holiday 2026' }).click();
  await expect(page).toHaveURL(/tag=Holiday/);
  await expect(rows(page).filter({ hasText: 'Night market' })).toHaveCount(1);
  await expect(page.getByText('1 transaction ·')).toBeVisible();
}

/** A page under another name is refused; a receipt is attached, saved byte for byte, removed, and back by undo. */
async function attachReceipts(page: Page): Promise<void> {
  await page.locator('[data-row]').first().click();
  const files = page.getByLabel('Attach files');
  const webPage = {
    name: 'receipt.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from('<html>No</html>'),
  };
  await files.setInputFiles(webPage);
  await page.getByRole('button', { name: 'Attach', exact: true }).click();
  await expect(page.getByText('receipt.pdf is no PDF')).toBeVisible();
  const receipt = Buffer.from('%PDF-1.7\n\u0000\u00ff receipt', 'latin1');
  await files.setInputFiles([
    { name: 'Käse.pdf', mimeType: 'application/pdf', buffer: receipt },
    { name: 'note.txt', mimeType: 'text/plain', buffer: Buffer.from('two coffees') },
  ]);
  await page.getByRole('button', { name: 'Attach', exact: true }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Attached: 2 files' })).toBeVisible();
  await expectAccessible(page);
  const saved = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Käse.pdf' }).click();
  expect((await saved).suggestedFilename()).toBe('Käse.pdf');
  expect(readFileSync(await (await saved).path())).toEqual(receipt);
  await page.getByRole('button', { name: 'Remove Käse.pdf' }).click();
  await expect(page.getByRole('link', { name: 'Käse.pdf' })).toHaveCount(0);
  await page.getByRole('button', { name: /Undo/ }).click();
  await expect(page.getByRole('link', { name: 'Käse.pdf' })).toBeVisible();
}
