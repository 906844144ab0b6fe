import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { api } }) => ({
  health: await api.mlSystem.getSystemHealth(),
});
