import { z } from 'zod';
import { CategoryFeatures } from '../decisions/index.ts';

/**
 * What a workspace's online model learns from, in order. The model at sequence s is the fold of all
 * events up to s, without the labels that a withdrawal up to s took back.
 */
export const NewLearningEvent = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('label_seen'),
    /** The features lie in the transaction, or here when it was never imported. */
    subject: z.union([z.object({ transactionId: z.string() }), z.object({ features: CategoryFeatures })]),
    categoryId: z.string(),
  }),
  z.object({ type: z.literal('label_withdrawn'), ofSeq: z.number().int().min(1) }),
  z.object({ type: z.literal('category_merged'), categoryId: z.string(), intoCategoryId: z.string() }),
  z.object({ type: z.literal('category_removed'), categoryId: z.string() }),
  z.object({ type: z.literal('context_column_added'), columnName: z.string() }),
]);
export type NewLearningEvent = z.infer<typeof NewLearningEvent>;

/** A stored event with the features of its subject at hand. */
export type LearningEvent =
  | { seq: number; type: 'label_seen'; features: CategoryFeatures; categoryId: string }
  | { seq: number; type: 'label_withdrawn'; ofSeq: number }
  | { seq: number; type: 'category_merged'; categoryId: string; intoCategoryId: string }
  | { seq: number; type: 'category_removed'; categoryId: string }
  | { seq: number; type: 'context_column_added'; columnName: string };
