import { findSections, HELP_PAGES, sectionsOf } from '#lib/help/server/help-pages.ts';
import type { PageServerLoad } from './$types';

const LONGEST = 200;

/** Open to everyone: it says how figures come about, and holds none. */
export const load: PageServerLoad = ({ url }) => {
  const query = (url.searchParams.get('q') ?? '').trim().slice(0, LONGEST);
  return {
    query,
    found: findSections(query),
    pages: HELP_PAGES.map((page) => ({
      ...{ name: page.name, title: page.title },
      sections: sectionsOf(page).map(({ id, title }) => ({ id, title })),
    })),
  };
};
