import { z } from 'zod';

/** What a person says of a decision: the category that is right, the predicted one or another. */
export const DecisionFeedback = z.object({
  decisionId: z.string().min(1).max(100),
  categoryId: z.string().min(1).max(100),
});
export type DecisionFeedback = z.infer<typeof DecisionFeedback>;

export const GiveFeedback = z.object({
  idempotencyKey: z.string().min(1).max(200),
  feedback: z.array(DecisionFeedback).min(1).max(1000),
});
export type GiveFeedback = z.infer<typeof GiveFeedback>;

export const FeedbackGiven = z.object({
  /** The predicted category was right. */
  accepted: z.number().int(),
  /** Another one was. */
  corrected: z.number().int(),
  /** The same was said before; nothing changed. */
  unchanged: z.number().int(),
  /** The model from this sequence on has learned it. */
  learningSeq: z.number().int(),
});
export type FeedbackGiven = z.infer<typeof FeedbackGiven>;
