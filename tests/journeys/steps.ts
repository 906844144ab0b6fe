import { expect, type Page } from '@playwright/test';
import { makeBankFile } from './bank-file.ts';
import type { RunningSteward } from './running-steward.ts';

/** Who sets Steward up. */
const PERSON = { name: 'Mira', email: 'mira@example.org', password: 'correct horse battery' };

/** Goes through the printed link. */
export async function setUp(page: Page, { setUpLink }: RunningSteward): Promise<void> {
  await page.goto(setUpLink);
  await page.getByLabel('Your name').fill(PERSON.name);
  await page.getByLabel('Email').fill(PERSON.email);
  await page.getByLabel('Password').fill(PERSON.password);
  await page.getByLabel('Workspace').fill('Alder House');
  await page.getByRole('button', { name: 'Set up' }).click();
  await expect(page).toHaveURL(/\/review/);
}

/** On the page that signs in. */
export async function enterPassword(page: Page, { email, password } = PERSON): Promise<void> {
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

const fileField = (page: Page) => page.getByLabel('File, as the bank gave it');

/** The account that a file needs, made on the way to choosing one; the file can be chosen then. */
export async function makeAccount(page: Page, { url }: RunningSteward): Promise<void> {
  await page.goto(`${url}/imports/new`);
  await page.getByLabel('Name').fill('Current account');
  await page.getByRole('button', { name: 'Make the account' }).click();
  await expect(fileField(page)).toBeVisible();
}

export async function sendFile(page: Page, name: string, text: string): Promise<void> {
  const file = { name, mimeType: 'text/csv', buffer: Buffer.from(text) };
  await fileField(page).setInputFiles(file);
  await page.getByRole('button', { name: 'Read the file' }).click();
}

/** Up to the columns of the bank's file. */
export async function bringFile(page: Page, steward: RunningSteward): Promise<void> {
  await makeAccount(page, steward);
  await sendFile(page, 'bank.csv', makeBankFile());
}

/** Commits the bank's file without JavaScript, up to the link to Review. */
export async function commitByReloading(page: Page): Promise<void> {
  const commit = page.getByRole('button', { name: /Commit 304 new/ });
  await reloadUntil(page, () => commit.isVisible());
  await commit.click();
  const review = page.getByRole('link', { name: 'Review what waits' }).first();
  await reloadUntil(page, () => review.isVisible());
}

/** What a person does who has no JavaScript and waits. */
async function reloadUntil(page: Page, isThere: () => Promise<boolean>): Promise<void> {
  await expect(async () => {
    if (await isThere()) return;
    await page.reload();
    expect(await isThere()).toBe(true);
  }).toPass();
}

/** The items of the queue. */
export const waiting = (page: Page) => page.locator('#queue .q li');

/** The last answer is through; until then a second press is not taken for another one. */
export async function expectSettled(page: Page): Promise<void> {
  await expect(page.locator('#detail')).toHaveAttribute('aria-busy', 'false');
}

/** Types the name of a category and takes it, once the scripts have come and the list shows it as what Enter takes. */
export async function pickCategory(page: Page, label: string, name: string): Promise<void> {
  await page.locator(`input[aria-label="${label}"]`).first().fill(name);
  const offered = page.locator('.listbox [role="option"]').filter({ hasText: name });
  await expect(offered.first()).toHaveAttribute('data-highlighted');
  await page.keyboard.press('Enter');
}
