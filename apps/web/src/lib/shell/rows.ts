import type { PageKey } from './keys.ts';

/** Moves the focus along the links marked `data-row`. */
function moveRow(step: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-row]')];
  const current = rows.findIndex((row) => row === document.activeElement);
  const next = current === -1 ? (step === 1 ? 0 : rows.length - 1) : current + step;
  rows[Math.max(0, Math.min(rows.length - 1, next))]?.focus();
}

export function focusOn(selector: string): void {
  document.querySelector<HTMLElement>(selector)?.focus();
}

/** Of a page whose rows are links marked `data-row`. */
export const MOVE_KEY: PageKey = {
  labels: ['J', 'K'],
  on: ['j', 'k'],
  does: 'next, previous',
  run: (key) => {
    moveRow(key === 'j' ? 1 : -1);
  },
};

/** Of a list; Enter is the link's own. */
export const ROW_KEYS: readonly PageKey[] = [
  MOVE_KEY,
  { labels: ['↵'], on: [], does: 'open', run: () => undefined },
];

/** The keys of a list, and of the form below it that makes another. */
export function keysOfList(making: { does: string; selector: string } | null): PageKey[] {
  if (making === null) return [...ROW_KEYS];
  const { does, selector } = making;
  const run = () => {
    focusOn(selector);
  };
  return [...ROW_KEYS, { labels: ['N'], on: ['n'], does, run }];
}
