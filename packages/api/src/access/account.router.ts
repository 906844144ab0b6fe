import { Preferences, UpdatePreferences } from '@steward/core/account';
import { router, signedInProcedure } from '../trpc/index.ts';

/** What a person does with their own account; what needs their session stands in the account service alone. */
export const accountRouter = router({
  preferences: signedInProcedure
    .output(Preferences)
    .query(({ ctx }) => ctx.services.access.account.preferences(ctx.actor.id)),
  updatePreferences: signedInProcedure
    .input(UpdatePreferences)
    .output(Preferences)
    .mutation(({ ctx, input }) => ctx.services.access.account.updatePreferences(ctx.actor.id, input)),
});
