import { z } from 'zod';
import { CategoryFeatures, DecisionSubject } from '../decisions/index.ts';

/**
 * What a workspace's online model learns from, in order. The model at sequence s is the fold of all
 * events up to s, without those that a withdrawal up to s took back.
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
  z.object({
    type: z.literal('context_column_added'),
    columnName: z.string(),
    /** The import that has the column; undone, it takes that back. */
    changeSetId: z.string().optional(),
  }),
]);
export type NewLearningEvent = z.infer<typeof NewLearningEvent>;

/** A stored event with the features of its subject at hand. */
export type LearningEvent =
  | { seq: number; type: 'label_seen'; features: CategoryFeatures; categoryId: string }
  | { seq: number; type: 'label_withdrawn'; ofSeq: number }
  | { seq: number; type: 'category_merged'; categoryId: string; intoCategoryId: string }
  | { seq: number; type: 'category_removed'; categoryId: string }
  | { seq: number; type: 'context_column_added'; columnName: string };

/** A transaction of an app's own history with the category that a person gave it. */
export const LabelledExample = DecisionSubject.extend({ categoryId: z.string().min(1).max(100) });
export type LabelledExample = z.infer<typeof LabelledExample>;

export const LearnExamples = z.object({
  idempotencyKey: z.string().min(1).max(200),
  examples: z.array(LabelledExample).min(1).max(1000),
});
export type LearnExamples = z.infer<typeof LearnExamples>;

export const ExamplesLearned = z.object({
  /** Never sent before. */
  learned: z.number().int(),
  /** Known, with another category or other features: what was learned is taken back and learned anew. */
  relearned: z.number().int(),
  /** Known and the same. */
  unchanged: z.number().int(),
  /** The model from this sequence on has learned them. */
  learningSeq: z.number().int(),
});
export type ExamplesLearned = z.infer<typeof ExamplesLearned>;
