import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { codeAt } from '../access/authenticator.ts';
import { test, type RunningSteward } from './running-steward.ts';

const PERSON = { name: 'Mira', email: 'mira@example.org', password: 'correct horse battery' };

/** Passkeys need a host with a name. */
const named = (url: string) => url.replace('127.0.0.1', 'localhost');

async function setUp(page: Page, { setUpLink }: RunningSteward): Promise<void> {
  await page.goto(named(setUpLink));
  await page.getByLabel('Your name').fill(PERSON.name);
  await page.getByLabel('Email').fill(PERSON.email);
  await page.getByLabel('Password').fill(PERSON.password);
  await page.getByLabel('Workspace').fill('Alder House');
  await page.getByRole('button', { name: 'Set up' }).click();
  await expect(page).toHaveURL(/\/review/);
}

async function enterPassword(page: Page): Promise<void> {
  await page.getByLabel('Email').fill(PERSON.email);
  await page.getByLabel('Password').fill(PERSON.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

async function expectAccessible(page: Page): Promise<void> {
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 900 });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
      const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
      expect(overflow).toBeLessThanOrEqual(0);
    }
  }
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.emulateMedia({ colorScheme: 'light' });
}

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
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expect(page).toHaveURL(/\/review/);

  await devtools.send('WebAuthn.disable');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await enterPassword(page);
  await expect(page.getByRole('heading', { name: 'Enter your code' })).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel('Code').fill(recovery);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page).toHaveURL(/\/review/);
  await page.goto(`${named(steward.url)}/account`);
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
  await page.goto(`${named(steward.url)}/account`);
  const example = page.locator('[data-example]');
  await expect(example).toContainText('€1,234.50');
  await page.getByLabel('Theme').selectOption('dark');
  await page.getByLabel('Density').selectOption('comfortable');
  await page.getByLabel('Language of numbers and dates').selectOption('de-DE');
  await page.getByLabel('Time zone').selectOption('Pacific/Auckland');
  await page.getByRole('button', { name: 'Save preferences' }).click();
  await expect(example).toContainText('1.234,50');
  await page.goto(`${named(steward.url)}/ledger`);
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(page.locator('html')).toHaveAttribute('data-density', 'comfortable');
  await page.getByRole('button', { name: 'Switch between light and dark' }).first().click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
  await expect(page).toHaveURL(/\/ledger/);

  await page.getByRole('button', { name: 'Sign out' }).click();
  await enterPassword(page);
  await page.goto(`${named(steward.url)}/account`);
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
  await other.goto(`${named(steward.url)}/login`);
  await enterPassword(other);
  await expect(other).toHaveURL(/\/review/);
  await page.goto(`${named(steward.url)}/account`);
  await expect(page.getByText('this one')).toHaveCount(1);
  await page.getByRole('button', { name: /End the session of Chrome on/ }).click();
  await expect(page.getByRole('status')).toContainText('The session is ended');
  await other.goto(`${named(steward.url)}/ledger`);
  await expect(other).toHaveURL(/\/login/);
  await context.close();
});
