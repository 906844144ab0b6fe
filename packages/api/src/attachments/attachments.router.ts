import { Attachment } from '@steward/core/attachments';
import { z } from 'zod';
import { router, workspaceProcedure } from '../trpc/index.ts';
import { listAttachmentsOf, removeAttachment } from './attachments.service.ts';

const id = z.string().min(1).max(100);

/** Files come in and go out over `/transactions/{transactionId}/attachments`, beside these. */
export const attachmentsRouter = router({
  listAttachments: workspaceProcedure
    .can('ledger:read', {
      rest: 'GET /transactions/{transactionId}/attachments',
      summary: 'The files on a transaction.',
    })
    .input(z.object({ transactionId: id }))
    .output(z.array(Attachment))
    .query(({ ctx, input }) => listAttachmentsOf(ctx.db, input.transactionId)),

  removeAttachment: workspaceProcedure
    .can('ledger:write', {
      rest: 'DELETE /transactions/{transactionId}/attachments/{id}',
      summary: 'Take a file off a transaction; undo brings it back.',
    })
    .input(z.object({ transactionId: id, id }))
    .output(z.object({ changeSetId: z.string().nullable() }))
    .mutation(({ ctx, input }) => removeAttachment(ctx, input)),
});
