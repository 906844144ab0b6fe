import {
  ApiKey,
  CreatedKey,
  CreateKey,
  CreateWorkspace,
  PermissionRow,
  PERMISSIONS,
  RenameWorkspace,
  RevokeKey,
  RotateKey,
  WhoAmI,
  WorkspaceMembership,
  Action,
} from '@steward/core/access';
import { z } from 'zod';
import { memberProcedures } from './members.router.ts';
import { publicProcedure, router, signedInProcedure, workspaceProcedure } from '../trpc/index.ts';

export const accessRouter = router({
  ...memberProcedures,
  whoAmI: publicProcedure('Tells whoever asks who they are; nobody, for a stranger.', {
    rest: 'GET /me',
    summary: 'Who the credentials belong to, and where they work.',
  })
    .output(WhoAmI)
    .query(({ ctx }) => ctx.services.access.whoAmI(ctx.actor, ctx.workspace)),
  permissions: publicProcedure('The permission table is the same everywhere and in the documentation.', {
    rest: 'GET /permissions',
    summary: 'Which role may do what.',
  })
    .output(z.array(PermissionRow))
    .query(() => Action.options.map((action) => ({ action, roles: [...PERMISSIONS[action]] }))),
  createWorkspace: signedInProcedure
    .input(CreateWorkspace)
    .output(WorkspaceMembership)
    .mutation(({ ctx, input }) => ctx.services.access.createWorkspace(ctx.actor, input.name)),
  renameWorkspace: workspaceProcedure
    .can('workspace:rename', { rest: 'PATCH /workspace', summary: 'Rename the workspace.' })
    .input(RenameWorkspace)
    .output(WorkspaceMembership)
    .mutation(({ ctx, input }) => ctx.services.access.renameWorkspace(ctx, input.name)),
  listKeys: workspaceProcedure
    .can('keys:read', {
      rest: 'GET /keys',
      summary: 'The API keys of the workspace, without the keys themselves.',
    })
    .output(z.array(ApiKey))
    .query(({ ctx }) => ctx.services.access.listKeys(ctx.workspace.id)),
  createKey: workspaceProcedure
    .can('keys:write', {
      rest: 'POST /keys',
      summary: 'Make an API key; it is shown this once. Only a signed-in person may.',
    })
    .input(CreateKey)
    .output(CreatedKey)
    .mutation(({ ctx, input }) => ctx.services.access.createKey(ctx, input)),
  rotateKey: workspaceProcedure
    .can('keys:write', {
      rest: 'POST /keys/{id}/rotate',
      summary: 'Make a key in the place of another, which works on for a while.',
    })
    .input(RotateKey)
    .output(CreatedKey)
    .mutation(({ ctx, input }) => ctx.services.access.rotateKey(ctx, input)),
  revokeKey: workspaceProcedure
    .can('keys:write', { rest: 'DELETE /keys/{id}', summary: 'Revoke an API key from this moment on.' })
    .input(RevokeKey)
    .output(z.void())
    .mutation(({ ctx, input }) => ctx.services.access.revokeKey(ctx, input.id)),
});
