import { FeedbackGiven, GiveFeedback } from '@steward/core/feedback';
import { router, workspaceProcedure } from '../trpc/index.ts';
import { giveFeedback } from './give-feedback.ts';

/** A part of the router `decisions`. */
export const feedbackRouter = router({
  feedback: workspaceProcedure
    .can('review:answer', {
      rest: 'POST /decisions/feedback',
      summary: 'Say which category was right for decisions; it is learned at once.',
      description:
        'On a transaction of the ledger it is an answer as in review, and the ledger changes. The last word on a decision stands.',
    })
    .input(GiveFeedback)
    .output(FeedbackGiven)
    .mutation(({ ctx, input }) => giveFeedback({ ...ctx, engine: ctx.services.engine }, input)),
});
