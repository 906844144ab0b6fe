/** A key of a page: shown in the foot bar and in the help, and run when pressed outside of a field. */
export interface PageKey {
  /** As shown: J, ↵, ?. */
  labels: readonly string[];
  /** `KeyboardEvent.key` values; with `Ctrl+` in front where it is held. */
  on: readonly string[];
  does: string;
  run: (key: string) => void;
}

const SWITCHED_OFF = 'keys-off';

export function areKeysOn(): boolean {
  return localStorage.getItem(SWITCHED_OFF) === null;
}

export function switchKeys(isOn: boolean): void {
  if (isOn) localStorage.removeItem(SWITCHED_OFF);
  else localStorage.setItem(SWITCHED_OFF, 'yes');
}

/** The name by which a page's keys know a press; null for one that belongs to a field, a button or the browser. */
export function nameOfPress(event: KeyboardEvent): string | null {
  if (event.defaultPrevented || event.isComposing || event.altKey || event.metaKey) return null;
  const { target } = event;
  if (target instanceof HTMLElement && target.closest('dialog[open], [role="listbox"]')) return null;
  const isTyping =
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('input:not([type=checkbox]), textarea, select'));
  if (event.ctrlKey) return `Ctrl+${event.key}`;
  if (isTyping || !areKeysOn()) return null;
  // Enter and Space on what has the focus are that thing's own.
  const isOwn = target instanceof HTMLElement && target.matches('a, button, summary, input');
  if (isOwn && (event.key === 'Enter' || event.key === ' ')) return null;
  return event.key.length === 1 ? event.key.toLowerCase() : event.key;
}
