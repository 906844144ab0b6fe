import { z } from 'zod';
import { Explanation, OutcomeReason } from '../decisions/index.ts';

export const ReviewFilter = z.enum(['all', 'doubtful', 'new']);
export type ReviewFilter = z.infer<typeof ReviewFilter>;

/** A line of the queue. */
export const ReviewItem = z.object({
  transactionId: z.string(),
  decisionId: z.string(),
  date: z.iso.date(),
  payeeId: z.string(),
  payeeName: z.string(),
  importedPayee: z.string(),
  amountMinor: z.number().int(),
  currency: z.string(),
  categoryId: z.string().nullable(),
  categoryName: z.string().nullable(),
  confidence: z.number().nullable(),
  outcomeReason: OutcomeReason,
  /** How many others that wait have the same payee and the same suggestion. */
  settles: z.number().int().min(0),
  /** Of the transaction, for an answer to say which one it was given to. */
  version: z.number().int(),
});
export type ReviewItem = z.infer<typeof ReviewItem>;

export const ReviewQueue = z.object({
  items: z.array(ReviewItem),
  nextCursor: z.string().nullable(),
  counts: z.object({ all: z.number().int(), doubtful: z.number().int(), new: z.number().int() }),
  /** Today's answers by people, in the workspace. */
  today: z.object({ accepted: z.number().int(), corrected: z.number().int(), skipped: z.number().int() }),
});
export type ReviewQueue = z.infer<typeof ReviewQueue>;

export const ReviewDetail = ReviewItem.extend({
  importedMemo: z.string(),
  accountName: z.string(),
  context: z.record(z.string(), z.string()),
  attachmentCount: z.number().int(),
  modelVersion: z.string(),
  learningSeq: z.number().int(),
  auditSeq: z.number().int(),
  explanation: Explanation.nullable(),
  alike: z.array(
    z.object({
      transactionId: z.string(),
      date: z.iso.date(),
      importedPayee: z.string(),
      amountMinor: z.number().int(),
      currency: z.string(),
      confidence: z.number().nullable(),
      version: z.number().int(),
    }),
  ),
  /** How many are alike, those that `alike` leaves out among them. */
  alikeTotal: z.number().int(),
  /** Amounts already booked for this payee, newest first. */
  payeeAmounts: z.array(
    z.object({ transactionId: z.string(), amountMinor: z.number().int(), categoryName: z.string() }),
  ),
});
export type ReviewDetail = z.infer<typeof ReviewDetail>;

/** Transactions that one answer is for. */
export const MOST_ANSWERED = 500;

export const AnswerInput = z.object({
  transactionIds: z.array(z.string().min(1)).min(1).max(MOST_ANSWERED),
  categoryId: z.string().min(1),
  idempotencyKey: z.string().min(1).max(200),
  /** The versions of the transactions as the one who answers has seen them; what was changed since is refused. */
  expectedVersions: z.record(z.string().max(100), z.number().int()).optional(),
});
export type AnswerInput = z.infer<typeof AnswerInput>;

export const AnswerResult = z.object({
  /** Undo is by this id. */
  changeSetId: z.string(),
  answered: z.number().int(),
  /** Others in the queue whose suggestion is another one now. */
  changedOthers: z.number().int(),
  categoryName: z.string(),
});
export type AnswerResult = z.infer<typeof AnswerResult>;
