import { Explanation } from '@steward/core/decisions';
import { nameRecords } from '#lib/audit/record-names.ts';
import { findLog } from '#lib/audit/find-log.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { api }, params }) => {
  const log = await api.mlSystem.getAuditLog({ id: params.id });
  const [before, after, names] = await Promise.all([
    findLog(api, log.seq - 1),
    findLog(api, log.seq + 1),
    nameRecords(api, [log]),
  ]);
  const explanation = Explanation.safeParse(log.explanation);
  return {
    ...{ log, names, explanation: explanation.success ? explanation.data : null },
    before: before && { seq: before.seq, hash: before.hash },
    after: after && { seq: after.seq, previousHash: after.previousHash, hash: after.hash },
  };
};
