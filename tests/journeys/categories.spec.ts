import { expect } from '@playwright/test';
import { DARK_ON_PHONE, expectAccessible, LIGHT_ON_DESK } from './accessible.ts';
import { test } from './running-steward.ts';
import { setUp } from './steps.ts';

test('a set of categories to begin with is moved by keyboard and by mouse, merged, archived, and undone', async ({
  page,
  steward,
}) => {
  const place = `${steward.url}/ledger/categories`;
  const row = (name: string) =>
    page.getByRole('row').filter({ has: page.getByRole('link', { name, exact: true }) });
  const undo = () => page.getByRole('button', { name: 'Undo' }).click();
  await setUp(page, steward);
  await page.goto(place);
  await page.getByRole('button', { name: 'Begin with a household’s categories' }).click();
  await expect(row('Groceries')).toBeVisible();
  await expectAccessible(page, [LIGHT_ON_DESK, DARK_ON_PHONE]);

  await page.getByRole('link', { name: 'Coffee and snacks', exact: true }).focus();
  await page.keyboard.press('m');
  await expect(page.getByRole('heading', { name: 'Edit Coffee and snacks' })).toBeVisible();
  await expectAccessible(page, [LIGHT_ON_DESK, DARK_ON_PHONE]);
  const edit = page.locator('form[action="?/update"]');
  await expect(edit.getByLabel('Under')).toBeFocused();
  await edit.getByLabel('Under').selectOption('Leisure');
  await edit.getByRole('button', { name: 'Save the category' }).press('Enter');
  await expect(page.getByText('The category is changed')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Edit Leisure › Coffee and snacks' })).toBeVisible();
  await undo();
  await expect(page.getByRole('link', { name: 'Edit Food › Coffee and snacks' })).toBeVisible();

  await row('Water').dragTo(row('Travel'));
  await expect(page.getByRole('link', { name: 'Edit Travel › Water' })).toBeVisible();

  await page.getByLabel('Category', { exact: true }).selectOption('Leisure');
  await page.getByLabel('Becomes part of').selectOption('Other');
  await page.getByRole('button', { name: 'Merge' }).press('Enter');
  await expect(page.getByRole('link', { name: 'Edit Other › Hobbies' })).toBeVisible();
  await expect(row('Leisure')).toHaveCount(0);
  await undo();
  await expect(page.getByRole('link', { name: 'Edit Leisure › Hobbies' })).toBeVisible();

  await page.getByRole('link', { name: 'Edit Travel', exact: true }).click();
  await page.getByRole('button', { name: 'Archive' }).click();
  await expect(row('Travel')).toHaveCount(0);
  await page.getByRole('link', { name: 'Show 4 archived' }).click();
  await page.getByRole('button', { name: 'Restore Travel', exact: true }).click();
  await expect(row('Travel')).toBeVisible();
});
