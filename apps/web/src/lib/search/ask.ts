import type { Found } from '@steward/core/search';

/** Payees and categories by name; null when they could not be asked for. */
export async function askForNames(text: string, signal: AbortSignal): Promise<Found | null> {
  try {
    const query = new URLSearchParams({ text, limit: '6' });
    const response = await fetch(`/api/v1/search?${query.toString()}`, { signal });
    return response.ok ? ((await response.json()) as Found) : null;
  } catch {
    return null;
  }
}
