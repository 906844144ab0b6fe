import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { api }, url }) => {
  const cursor = url.searchParams.get('cursor');
  const [imports, accounts] = await Promise.all([
    api.imports.listImports({ limit: 50, ...(cursor && { cursor }) }),
    api.ledger.listAccounts(),
  ]);
  return { imports, accounts };
};
