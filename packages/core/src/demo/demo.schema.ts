import { z } from 'zod';

/** What a demo is asked for. */
export const CreateDemo = z.object({ months: z.number().int().min(3).max(24) });
export type CreateDemo = z.infer<typeof CreateDemo>;

/** How far a demo is. */
export const DemoProgress = z.object({
  state: z.enum(['making', 'ready']),
  workspaceId: z.string(),
  /** Months of the household that are in the ledger by now. */
  month: z.number().int(),
  months: z.number().int(),
});
export type DemoProgress = z.infer<typeof DemoProgress>;

/**
 * What the control database keeps with a workspace that is a demo. Nobody is in it before it is `ready`, and nobody
 * is any more once it is `removing`; a start finds those two and removes what is left of them.
 */
export const DemoMark = z.object({
  demo: z.object({
    version: z.literal(1),
    state: z.enum(['making', 'ready', 'removing']),
    ownerId: z.string(),
    /** Whether its owner was made with it, for want of any user, and goes with it. */
    isOwnerMade: z.boolean(),
  }),
});
export type DemoMark = z.infer<typeof DemoMark>;
