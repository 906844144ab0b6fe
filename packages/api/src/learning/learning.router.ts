import { ExamplesLearned, LearnExamples } from '@steward/core/learning';
import { router, workspaceProcedure } from '../trpc/index.ts';
import { learnExamples } from './learn-examples.ts';

export const learningRouter = router({
  learn: workspaceProcedure
    .can('review:answer', {
      rest: 'POST /learning/examples',
      summary: "Learn from an app's own labelled history, up to a thousand transactions a request.",
      description: 'The last word on each external id stands; sent again, nothing is learned twice.',
    })
    .input(LearnExamples)
    .output(ExamplesLearned)
    .mutation(({ ctx, input }) => learnExamples(ctx, input)),
});
