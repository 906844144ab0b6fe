import { FindInput, Found } from '@steward/core/search';
import { router, workspaceProcedure } from '../trpc/index.ts';
import { find } from './search.service.ts';

export const searchRouter = router({
  find: workspaceProcedure
    .can('payees:read', {
      rest: 'GET /search',
      summary: 'Payees and categories by their names, the best match first.',
    })
    .input(FindInput)
    .output(Found)
    .query(({ ctx, input }) => find(ctx.db, input)),
});
