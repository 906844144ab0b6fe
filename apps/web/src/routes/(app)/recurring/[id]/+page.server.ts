import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { api }, params }) => {
  return { stream: await api.recurring.getStream({ id: params.id }) };
};
