import { can } from '@steward/core/access';
import { waysOfWriting } from '@steward/core/account';
import { AuditAction, AuditSystem } from '@steward/core/audit';
import { redirect } from '@sveltejs/kit';
import { nameRecords } from '#lib/audit/record-names.ts';
import { readAuditFilter } from '#lib/audit/audit-filter.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { api, workspace, preferences }, url }) => {
  const number = /^\s*(\d{1,15})\s*$/.exec(url.searchParams.get('subject') ?? '')?.[1];
  if (number !== undefined) redirect(303, `/admin/ml-system/audit/${Number(number)}`);
  const { timeZone } = waysOfWriting(preferences, await api.settings.get());
  const filter = readAuditFilter(url.searchParams, timeZone);
  const logs = await api.mlSystem.searchAuditLogs({ ...filter, limit: 50 });
  return {
    ...{ logs, names: await nameRecords(api, logs.items) },
    ...{ systems: AuditSystem.options, actions: AuditAction.options },
    canExport: workspace !== null && can(workspace.role, 'audit:export'),
  };
};
