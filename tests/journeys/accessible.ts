import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

export const DESK = { width: 1280, height: 800 };
export const PHONE = { width: 360, height: 740 };

interface Look {
  colorScheme: 'light' | 'dark';
  /** Absent: the window stays as large as it is. */
  size?: typeof DESK;
}

export const LIGHT_ON_DESK: Look = { colorScheme: 'light', size: DESK };
export const DARK_ON_PHONE: Look = { colorScheme: 'dark', size: PHONE };
export const EVERY_LOOK: readonly Look[] = [
  LIGHT_ON_DESK,
  { colorScheme: 'dark', size: DESK },
  { colorScheme: 'light', size: PHONE },
  DARK_ON_PHONE,
];
const LIGHT_AND_DARK: readonly Look[] = [{ colorScheme: 'light' }, { colorScheme: 'dark' }];

/** What axe finds on the page as it is, each with the first place. */
export async function violationsOf(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, nodes }) => `${page.url()} ${id}: ${nodes[0]?.html ?? ''}`);
}

/** Whether something sticks out to the side. */
export function isTooWide(page: Page): Promise<boolean> {
  return page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth');
}

/** In each look, axe finds nothing and nothing sticks out to the side. */
export async function expectAccessible(page: Page, looks = LIGHT_AND_DARK): Promise<void> {
  const before = page.viewportSize();
  for (const { colorScheme, size } of looks) {
    if (size) await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const where = `${colorScheme}, ${page.viewportSize()?.width} px`;
    expect(await violationsOf(page), where).toEqual([]);
    expect(await isTooWide(page), `${page.url()} is too wide: ${where}`).toBe(false);
  }
  if (before) await page.setViewportSize(before);
  await page.emulateMedia({ colorScheme: 'light' });
}
