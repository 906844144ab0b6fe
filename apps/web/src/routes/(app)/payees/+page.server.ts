import type { PageServerLoad } from './$types';

const PAGE_ROWS = 50;

export const load: PageServerLoad = async ({ locals: { api }, url }) => {
  const search = url.searchParams.get('search')?.trim().slice(0, 200) ?? '';
  const cursor = url.searchParams.get('cursor') ?? undefined;
  const payees = await api.payees.listPayees({
    ...{ limit: PAGE_ROWS },
    ...(search !== '' && { search }),
    ...(cursor !== undefined && { cursor }),
  });
  return { search, isContinued: cursor !== undefined, payees };
};
