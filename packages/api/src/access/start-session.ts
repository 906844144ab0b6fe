import { createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import type { BetterAuthPlugin } from 'better-auth';
import { z } from 'zod';

const Input = z.object({ userId: z.string(), workspaceId: z.string().nullable(), confirmedAt: z.date() });

/** Begins a session for someone who has shown who they are; better-auth itself begins one with a password only. */
export const startSessionPlugin = {
  id: 'start-session',
  endpoints: {
    startSession: createAuthEndpoint(
      '/start-session',
      { method: 'POST', body: Input, metadata: { SERVER_ONLY: true } },
      async (ctx) => {
        const { userId, workspaceId, confirmedAt } = ctx.body;
        const { internalAdapter } = ctx.context;
        const user = await internalAdapter.findUserById(userId);
        if (!user) throw ctx.error('NOT_FOUND');
        const session = await internalAdapter.createSession(userId, false, {
          ...(workspaceId !== null && { activeOrganizationId: workspaceId }),
          ...{ confirmedAt, lastUsedAt: confirmedAt },
        });
        await setSessionCookie(ctx, { session, user });
        return { id: session.id };
      },
    ),
  },
} satisfies BetterAuthPlugin;
