import {
  ReadSettingsHistory,
  RevertSettings,
  SettingsHistory,
  UpdateSettings,
  WorkspaceSettings,
} from '@steward/core/settings';
import { z } from 'zod';
import { router, workspaceProcedure } from '../trpc/index.ts';
import { readSettingsHistory, revertSettings } from './settings-history.service.ts';
import { readSettings, updateSettings } from './settings.service.ts';

export const settingsRouter = router({
  get: workspaceProcedure
    .can('settings:read', { rest: 'GET /settings', summary: 'The settings of the workspace.' })
    .output(WorkspaceSettings)
    .query(({ ctx }) => readSettings(ctx.db)),
  update: workspaceProcedure
    .can('settings:write', {
      rest: 'PATCH /settings',
      summary: 'Change settings; each change is audited with before and after.',
    })
    .input(UpdateSettings)
    .output(WorkspaceSettings)
    .mutation(({ ctx, input }) => updateSettings(ctx, input)),
  history: workspaceProcedure
    .can('settings:read', {
      rest: 'GET /settings/history',
      summary: 'Changes of the settings, newest first, with before and after.',
    })
    .input(ReadSettingsHistory)
    .output(SettingsHistory)
    .query(({ ctx, input }) => readSettingsHistory(ctx, input)),
  revert: workspaceProcedure
    .can('settings:write', {
      rest: 'POST /settings/history/{seq}/revert',
      summary: 'Take a change of the settings back, unless a later one stands in the way.',
    })
    .input(RevertSettings)
    .output(z.void())
    .mutation(({ ctx, input }) => revertSettings(ctx, input.seq)),
});
