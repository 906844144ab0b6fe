import {
  ChangeRole,
  InvitationList,
  InviteMember,
  Member,
  RemoveMember,
  RenewInvitation,
  SentInvitation,
  TransferOwnership,
  WithdrawInvitation,
} from '@steward/core/access';
import { DomainError } from '@steward/core/errors';
import { z } from 'zod';
import { signedInProcedure, workspaceProcedure } from '../trpc/index.ts';

/** Procedures of the access router: who is in a workspace, and who may come in. */
export const memberProcedures = {
  listMembers: workspaceProcedure
    .can('members:read', { rest: 'GET /members', summary: 'The people in the workspace.' })
    .output(z.array(Member))
    .query(({ ctx }) => ctx.services.access.listMembers(ctx.workspace.id)),
  changeRole: workspaceProcedure
    .can('members:write', {
      rest: 'PUT /members/{userId}/role',
      summary: 'Change what somebody may do. Only a signed-in person may.',
    })
    .input(ChangeRole)
    .output(z.void())
    .mutation(({ ctx, input }) => ctx.services.access.changeRole(ctx, input)),
  removeMember: workspaceProcedure
    .can('members:write', {
      rest: 'DELETE /members/{userId}',
      summary: 'Remove somebody from the workspace. Only a signed-in person may.',
    })
    .input(RemoveMember)
    .output(z.void())
    .mutation(({ ctx, input }) => ctx.services.access.removeMember(ctx, input.userId)),
  leaveWorkspace: signedInProcedure.output(z.void()).mutation(({ ctx }) => {
    const { actor, workspace } = ctx;
    if (workspace !== null) return ctx.services.access.leaveWorkspace({ actor, workspace });
    const message = 'You are in no workspace that you could leave.';
    throw new DomainError({ code: 'conflict', reason: 'nothing_to_leave', message });
  }),
  transferOwnership: workspaceProcedure
    .can('workspace:transfer', {
      rest: 'POST /workspace/transfer',
      summary: 'Make somebody else an owner. Only a signed-in owner may, with their password.',
    })
    .input(TransferOwnership)
    .output(z.void())
    .mutation(({ ctx, input }) => ctx.services.access.transferOwnership(ctx, input)),
  listInvitations: workspaceProcedure
    .can('invitations:read', { rest: 'GET /invitations', summary: 'Who is invited and has not come yet.' })
    .output(InvitationList)
    .query(({ ctx }) => ctx.services.access.listInvitations(ctx.workspace.id)),
  inviteMember: workspaceProcedure
    .can('invitations:write', {
      rest: 'POST /invitations',
      summary: 'Invite somebody by mail, or by a link to hand over. Only a signed-in person may.',
    })
    .input(InviteMember)
    .output(SentInvitation)
    .mutation(({ ctx, input }) => ctx.services.access.inviteMember(ctx, input)),
  renewInvitation: workspaceProcedure
    .can('invitations:write', {
      rest: 'POST /invitations/{id}/renew',
      summary: 'Make a new link for an invitation; the old one ends.',
    })
    .input(RenewInvitation)
    .output(SentInvitation)
    .mutation(({ ctx, input }) => ctx.services.access.renewInvitation(ctx, input)),
  withdrawInvitation: workspaceProcedure
    .can('invitations:write', { rest: 'DELETE /invitations/{id}', summary: 'Withdraw an invitation.' })
    .input(WithdrawInvitation)
    .output(z.void())
    .mutation(({ ctx, input }) => ctx.services.access.withdrawInvitation(ctx, input.id)),
};
