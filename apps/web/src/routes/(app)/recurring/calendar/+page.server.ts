import { Month } from '@steward/core/recurring';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { api }, url }) => {
  const month = Month.safeParse(url.searchParams.get('month'));
  return { calendar: await api.recurring.calendar(month.success ? { month: month.data } : {}) };
};
