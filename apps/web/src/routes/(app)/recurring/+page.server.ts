import { readRecurringFilter } from '#lib/recurring/recurring-filter.ts';
import type { PageServerLoad } from './$types';

const PAGE_ROWS = 100;

export const load: PageServerLoad = async ({ locals: { api }, url }) => {
  const filter = readRecurringFilter(url.searchParams);
  const [streams, events] = await Promise.all([
    api.recurring.listStreams({ ...filter, limit: PAGE_ROWS }),
    api.recurring.events({ limit: 8 }),
  ]);
  return { filter, streams, events };
};
