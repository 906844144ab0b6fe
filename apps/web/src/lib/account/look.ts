import type { Preferences } from '@steward/core/account';

/** Attributes of <html>, so that a page is drawn in its person's colours and density from the first paint. */
export function lookOf({ theme, density }: Preferences): string {
  return `data-density="${density}"${theme === 'system' ? '' : ` data-theme="${theme}"`}`;
}

/** The same on a page that is there already. */
export function wearLook(root: HTMLElement, { theme, density }: Preferences): void {
  root.dataset.density = density;
  if (theme === 'system') delete root.dataset.theme;
  else root.dataset.theme = theme;
}
