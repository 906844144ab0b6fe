import { AuditLog, AuditLogPage, SearchAuditLogs } from '@steward/core/audit';
import { z } from 'zod';
import { router, workspaceProcedure } from '../trpc/index.ts';
import { getAuditLog, searchAuditLogs } from './audit.service.ts';

export const auditRouter = router({
  searchAuditLogs: workspaceProcedure
    .can('audit:read', {
      rest: 'GET /audit/records',
      summary: 'Records of the audit chain, newest first, filtered.',
    })
    .input(SearchAuditLogs)
    .output(AuditLogPage)
    .query(({ ctx, input }) => searchAuditLogs(ctx.db, input)),

  getAuditLog: workspaceProcedure
    .can('audit:read', { rest: 'GET /audit/records/{id}', summary: 'A record of the audit chain.' })
    .input(z.object({ id: z.string().max(20) }))
    .output(AuditLog)
    .query(({ ctx, input }) => getAuditLog(ctx.db, input.id)),
});
