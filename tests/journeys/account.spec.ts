import { expect } from '@playwright/test';
import { codeAt } from '../access/authenticator.ts';
import { EVERY_LOOK, expectAccessible } from './accessible.ts';
import { test as base } from './running-steward.ts';
import { enterPassword, setUp } from './steps.ts';

const named = (url: string) => url.replace('127.0.0.1', 'localhost');

/** Passkeys need a host with a name. */
const test = base.extend({
  steward: async ({ steward: { url, setUpLink } }, use) => {
    await use({ url: named(url), setUpLink: named(setUpLink) });
  },
});

test('a passkey is added and signs in, and a code is asked for after the password', async ({
  page,
  steward,
}) => {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  // The device below answers at once, so that a browser which offers passkeys in a field would not wait for the button.
  await page.addInitScript({
    content: 'PublicKeyCredential.isConditionalMediationAvailable = () => Promise.resolve(false)',
  });
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      ...{ protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true },
      ...{ isUserVerified: true, automaticPresenceSimulation: true },
    },
  });
  await setUp(page, steward);
  await page.getByRole('link', { name: 'Mira, owner' }).click();
  await expect(page.getByRole('heading', { name: 'Account' })).toBeVisible();
  await page.getByLabel('Name of the new passkey').fill('Laptop');
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await expect(page.getByRole('cell', { name: 'Laptop' })).toBeVisible();

  await page.getByRole('button', { name: 'Set up two-factor sign-in' }).click();
  const secret = (await page.locator('code.secret').innerText()).replaceAll(' ', '');
  await expect(page.getByAltText(/QR code/)).toBeVisible();
  await page.getByLabel('Code that the app shows').fill('12 34');
  await page.getByRole('button', { name: 'Turn two-factor sign-in on' }).click();
  await expect(page.getByRole('alert')).toContainText('six digits');
  await page.getByLabel('Code that the app shows').fill(codeAt(secret, new Date()));
  await page.getByRole('button', { name: 'Turn two-factor sign-in on' }).click();
  await expect(page.locator('.codes li')).toHaveCount(10);
  const recovery = await page.locator('.codes li').first().innerText();
  await expectAccessible(page, EVERY_LOOK);

  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expect(page).toHaveURL(/\/review/);

  await devtools.send('WebAuthn.disable');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await enterPassword(page);
  await expect(page.getByRole('heading', { name: 'Enter your code' })).toBeVisible();
  await expectAccessible(page, EVERY_LOOK);
  await page.getByLabel('Code').fill(recovery);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page).toHaveURL(/\/review/);
  await page.goto(`${steward.url}/account`);
  await expect(page.getByText('9 of 10 recovery codes')).toBeVisible();
  expect(errors).toEqual([]);
});

test('preferences hold at once, on every page and after a new sign-in, without JavaScript too', async ({
  browser,
  steward,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false, colorScheme: 'light' });
  const page = await context.newPage();
  await setUp(page, steward);
  await page.goto(`${steward.url}/account`);
  const example = page.locator('[data-example]');
  await expect(example).toContainText('€1,234.50');
  await page.getByLabel('Theme').selectOption('dark');
  await page.getByLabel('Density').selectOption('comfortable');
  await page.getByLabel('Language of numbers and dates').selectOption('de-DE');
  await page.getByLabel('Time zone').selectOption('Pacific/Auckland');
  await page.getByRole('button', { name: 'Save preferences' }).click();
  await expect(example).toContainText('1.234,50');
  await page.goto(`${steward.url}/ledger`);
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(page.locator('html')).toHaveAttribute('data-density', 'comfortable');
  await page.getByRole('button', { name: 'Switch between light and dark' }).first().click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
  await expect(page).toHaveURL(/\/ledger/);

  await page.getByRole('button', { name: 'Sign out' }).click();
  await enterPassword(page);
  await page.goto(`${steward.url}/account`);
  await expect(example).toContainText('1.234,50');
  await expect(page.getByLabel('Time zone')).toHaveValue('Pacific/Auckland');
  await expect(page.getByText('Adding a passkey needs JavaScript.')).toBeVisible();
  await context.close();
});

test('another session is seen and ended, and its page asks to sign in', async ({
  browser,
  page,
  steward,
}) => {
  await setUp(page, steward);
  const context = await browser.newContext();
  const other = await context.newPage();
  await other.goto(`${steward.url}/login`);
  await enterPassword(other);
  await expect(other).toHaveURL(/\/review/);
  await page.goto(`${steward.url}/account`);
  await expect(page.getByText('this one')).toHaveCount(1);
  await page.getByRole('button', { name: /End the session of Chrome on/ }).click();
  await expect(page.getByRole('status')).toContainText('The session is ended');
  await other.goto(`${steward.url}/ledger`);
  await expect(other).toHaveURL(/\/login/);
  await context.close();
});
