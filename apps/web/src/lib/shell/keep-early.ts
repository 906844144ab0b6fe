import type { Attachment } from 'svelte/attachments';

/**
 * What was typed into a field of the served page while the scripts were still coming: they set the field to what the server
 * said, and this puts back what the person said. Takes the field before it is taken over; null on the server, where there is none.
 */
export function keepEarly(served: HTMLElement | null): Attachment<HTMLInputElement> {
  const isTyped =
    served !== null && served instanceof HTMLInputElement && served.value !== served.defaultValue;
  const typed = isTyped ? served.value : null;
  return (field) => {
    if (typed === null) return;
    field.value = typed;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  };
}
