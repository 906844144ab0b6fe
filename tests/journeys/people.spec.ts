import { expect, type Page } from '@playwright/test';
import { EVERY_LOOK, expectAccessible } from './accessible.ts';
import { test, type RunningSteward } from './running-steward.ts';
import { enterPassword, setUp } from './steps.ts';

const GUEST = { name: 'Jon', email: 'jon@example.org', password: 'another battery staple' };

async function inviteByLink(page: Page, { url }: RunningSteward, role: string): Promise<string> {
  await page.goto(`${url}/settings/members`);
  await page.getByLabel('Email').fill(GUEST.email);
  await page.getByLabel('Role', { exact: true }).selectOption(role);
  await page.getByRole('button', { name: 'Make an invitation link' }).click();
  const link = page.locator('#invitation-link');
  await expect(link).toContainText(`${url}/invite?token=inv_`);
  return link.innerText();
}

/** On the page of an invitation. */
async function joinAsGuest(guest: Page): Promise<void> {
  await guest.getByLabel('Your name').fill(GUEST.name);
  await guest.getByLabel('Email').fill(GUEST.email);
  await guest.getByLabel('Password').fill(GUEST.password);
  await guest.getByRole('button', { name: 'Make an account and join' }).click();
  await expect(guest).toHaveURL(/\/review/);
}

test('somebody is invited by link, sees what a viewer may, is promoted, and is removed', async ({
  browser,
  page,
  steward,
}) => {
  const guestContext = await browser.newContext();
  const guest = await guestContext.newPage();
  const errors: string[] = [];
  for (const one of [page, guest]) one.on('pageerror', (error) => errors.push(error.message));

  await setUp(page, steward);
  const link = await inviteByLink(page, steward, 'viewer');
  await expectAccessible(page, EVERY_LOOK);

  await guest.goto(link);
  await expect(guest.getByRole('heading', { name: 'Join Alder House' })).toBeVisible();
  await expectAccessible(guest, EVERY_LOOK);
  await joinAsGuest(guest);
  await expect(guest.getByText('Jon, viewer')).toBeVisible();

  // A viewer reads the settings and changes none.
  await guest.goto(`${steward.url}/settings`);
  await expect(guest.getByRole('button', { name: 'Save' })).toHaveCount(0);
  await expect(guest.getByRole('link', { name: 'API keys' })).toHaveCount(0);
  await guest.goto(`${steward.url}/settings/members`);
  await expect(guest.getByRole('row', { name: /Mira/ })).toBeVisible();
  await expect(guest.getByRole('button', { name: /Remove|Change the role|invitation/ })).toHaveCount(0);
  await guest.goto(`${steward.url}/settings/permissions`);
  await expect(guest.getByText('your role is viewer')).toBeVisible();
  await expectAccessible(guest, EVERY_LOOK);

  // The link is used up, and says so to whoever comes later.
  const late = await browser.newContext();
  const latecomer = await late.newPage();
  await latecomer.goto(link);
  await expect(latecomer.getByRole('alert')).toHaveText(/was accepted already/);
  await expectAccessible(latecomer, EVERY_LOOK);
  await late.close();

  await page.goto(`${steward.url}/settings/members`);
  await page.getByLabel('Role of Jon', { exact: true }).selectOption('admin');
  await page.getByRole('button', { name: 'Change the role of Jon' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Jon is admin now' })).toBeVisible();
  await expectAccessible(page, EVERY_LOOK);
  await guest.goto(`${steward.url}/settings`);
  await guest.getByLabel('A month begins on day').fill('25');
  await guest.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(guest.getByRole('cell', { name: /A month begins on day: 1 → 25/ })).toBeVisible();

  await page.goto(`${steward.url}/settings/members`);
  await page.locator('summary', { hasText: 'Remove' }).click();
  await page.getByRole('button', { name: 'Remove Jon now' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Jon is removed' })).toBeVisible();
  await guest.reload();
  await expect(guest).toHaveURL(/\/workspaces/);
  await expect(guest.getByText('Alder House')).toHaveCount(0);
  expect(errors).toEqual([]);
  await guestContext.close();
});

test('settings are changed and taken back without JavaScript', async ({ browser, steward }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await setUp(page, steward);
  await page.goto(`${steward.url}/settings`);
  await page.getByLabel('A month begins on day').fill('5');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByLabel('A month begins on day').fill('9');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  const rows = page.getByRole('row');
  await expect(rows.filter({ hasText: '5 → 9' })).toBeVisible();

  // The older of the two cannot go first.
  await rows.filter({ hasText: '1 → 5' }).getByRole('button').click();
  await expect(page.getByRole('alert')).toHaveText(/changed the start of the month again \(Mira\)/);
  await rows.filter({ hasText: '5 → 9' }).getByRole('button').click();
  await expect(page.getByLabel('A month begins on day')).toHaveValue('5');

  await page.getByLabel('Applied in a month, at most, EUR').fill('1500');
  await page.getByRole('button', { name: 'Save the limits' }).click();
  await expect(rows.filter({ hasText: '2\u00a0% wrong, €1,500 a month' })).toBeVisible();
  await page.getByLabel('Kept for how many days').fill('90');
  await page.getByRole('button', { name: 'Save the retention' }).click();
  await expect(rows.filter({ hasText: 'for ever → 90 days' })).toBeVisible();
  await page.getByLabel('Name').fill('Birch House');
  await page.getByRole('button', { name: 'Rename' }).click();
  await expect(rows.filter({ hasText: 'Alder House → Birch House' })).toBeVisible();
  await context.close();
});

test('a key is made with limits, replaced and revoked', async ({ page, steward }) => {
  await setUp(page, steward);
  await page.goto(`${steward.url}/settings/keys`);
  await page.getByLabel('What the key is for').fill('Bank feed');
  await page.getByText('Limits and rights').click();
  await page.getByLabel('Only from these addresses').fill('everywhere');
  await page.getByRole('button', { name: 'Make a key' }).click();
  await expect(page.getByRole('alert')).toContainText('expected an address such as');
  await page.getByLabel('What the key is for').fill('Bank feed');
  await page.getByLabel('Only from these addresses').fill('10.0.0.0/8');
  await page.getByLabel('Ask for decisions').check();
  await page.getByRole('button', { name: 'Make a key' }).click();
  const secret = page.locator('code.secret');
  await expect(secret).toHaveText(/^stw_[A-Za-z]{64}$/);
  const first = await secret.innerText();
  const rows = page.getByRole('row').filter({ hasText: 'Bank feed' });
  await expect(rows).toContainText('only decisions:make · from 10.0.0.0/8 · 6,000 a minute');

  await page.getByLabel('Replace Bank feed').click();
  await page.getByRole('button', { name: 'Make the new key' }).click();
  await expect(secret).not.toHaveText(first);
  await expect(rows).toHaveCount(2);
  await expect(rows.filter({ hasText: 'replaced' })).toHaveCount(1);
  await expectAccessible(page, EVERY_LOOK);
  await rows.filter({ hasText: 'replaced' }).getByRole('button', { name: 'Revoke Bank feed' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'is revoked' })).toBeVisible();
  await expect(rows).toHaveCount(1);
});

test('every page of the settings can be read by everybody', async ({ page, steward }) => {
  await setUp(page, steward);
  for (const path of [
    '/settings',
    '/settings/members',
    '/settings/keys',
    '/settings/webhooks',
    '/settings/permissions',
  ]) {
    await page.goto(`${steward.url}${path}`);
    await expectAccessible(page, EVERY_LOOK);
  }
});

test('somebody with an account signs in on the way and joins with one press', async ({
  browser,
  page,
  steward,
}) => {
  await setUp(page, steward);
  const context = await browser.newContext();
  const guest = await context.newPage();
  await guest.goto(await inviteByLink(page, steward, 'viewer'));
  await joinAsGuest(guest);
  await guest.context().clearCookies();

  await page.goto(`${steward.url}/workspaces`);
  await page.getByRole('textbox', { name: 'Name' }).last().fill('Office');
  await page.getByRole('button', { name: 'Make the workspace' }).click();
  await expect(page).toHaveURL(/\/review/);
  await guest.goto(await inviteByLink(page, steward, 'reviewer'));
  await guest.getByRole('link', { name: 'Sign in and join' }).click();
  await expect(guest).toHaveURL(/\/login/);
  await enterPassword(guest, GUEST);
  await guest.getByRole('button', { name: `Join as ${GUEST.email}` }).click();
  await expect(guest).toHaveURL(/\/review/);
  await expect(guest.getByText('Jon, reviewer')).toBeVisible();
  await context.close();
});
