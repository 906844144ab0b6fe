import { findHere, optionsOfFound } from '#lib/search/options.ts';
import type { PageServerLoad } from './$types';

const LONGEST = 200;
const MOST_NAMES = 50;

/** What the palette shows, as a page. */
export const load: PageServerLoad = async ({ locals: { api, workspace }, url }) => {
  const text = (url.searchParams.get('q') ?? '').slice(0, LONGEST);
  const here = findHere(text, { role: workspace?.role ?? 'viewer', keys: [] });
  const found = text.trim() === '' ? null : await api.search.find({ text, limit: MOST_NAMES });
  return { text, groups: [...here, ...(found ? optionsOfFound(found) : [])] };
};
