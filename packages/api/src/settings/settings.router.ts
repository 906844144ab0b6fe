import { UpdateSettings, WorkspaceSettings } from '@steward/core/settings';
import { router, workspaceProcedure } from '../trpc/index.ts';
import { readSettings, updateSettings } from './settings.service.ts';

export const settingsRouter = router({
  get: workspaceProcedure
    .can('settings:read')
    .output(WorkspaceSettings)
    .query(({ ctx }) => readSettings(ctx.db)),
  update: workspaceProcedure
    .can('settings:write')
    .input(UpdateSettings)
    .output(WorkspaceSettings)
    .mutation(({ ctx, input }) => updateSettings(ctx, input)),
});
