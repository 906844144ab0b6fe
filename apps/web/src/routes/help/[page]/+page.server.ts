import { error } from '@sveltejs/kit';
import { HELP_PAGES } from '#lib/help/server/help-pages.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ params }) => {
  const page = HELP_PAGES.find(({ name }) => name === params.page);
  if (!page) error(404);
  return { page, pages: HELP_PAGES.map(({ name, title }) => ({ name, title })) };
};
