import {
  ApiKey,
  CreatedKey,
  CreateKey,
  CreateWorkspace,
  PermissionRow,
  PERMISSIONS,
  RenameWorkspace,
  RevokeKey,
  WhoAmI,
  WorkspaceMembership,
  Action,
} from '@steward/core/access';
import { z } from 'zod';
import { memberProcedures } from './members.router.ts';
import { publicProcedure, router, signedInProcedure, workspaceProcedure } from '../trpc/index.ts';

export const accessRouter = router({
  ...memberProcedures,
  whoAmI: publicProcedure('Tells whoever asks who they are; nobody, for a stranger.')
    .output(WhoAmI)
    .query(({ ctx }) => ctx.services.access.whoAmI(ctx.actor, ctx.workspace)),
  permissions: publicProcedure('The permission table is the same everywhere and in the documentation.')
    .output(z.array(PermissionRow))
    .query(() => Action.options.map((action) => ({ action, roles: [...PERMISSIONS[action]] }))),
  createWorkspace: signedInProcedure
    .input(CreateWorkspace)
    .output(WorkspaceMembership)
    .mutation(({ ctx, input }) => ctx.services.access.createWorkspace(ctx.actor, input.name)),
  renameWorkspace: workspaceProcedure
    .can('workspace:rename')
    .input(RenameWorkspace)
    .output(WorkspaceMembership)
    .mutation(({ ctx, input }) => ctx.services.access.renameWorkspace(ctx, input.name)),
  listKeys: workspaceProcedure
    .can('keys:read')
    .output(z.array(ApiKey))
    .query(({ ctx }) => ctx.services.access.listKeys(ctx.workspace.id)),
  createKey: workspaceProcedure
    .can('keys:write')
    .input(CreateKey)
    .output(CreatedKey)
    .mutation(({ ctx, input }) => ctx.services.access.createKey(ctx, input)),
  revokeKey: workspaceProcedure
    .can('keys:write')
    .input(RevokeKey)
    .output(z.void())
    .mutation(({ ctx, input }) => ctx.services.access.revokeKey(ctx, input.id)),
});
