import { z } from 'zod';
import { idSchema } from '../identity/index.ts';

/** What a category decision was made of, as known then. Immutable. */
export const CategoryFeatures = z.object({
  payee: z.string().max(500),
  memo: z.string().max(2000),
  /** Minor units, signed: money spent is negative or positive as the ledger books it. */
  amountMinor: z.number().int(),
  date: z.iso.date(),
  context: z.record(z.string().max(100), z.string().max(500)),
});
export type CategoryFeatures = z.infer<typeof CategoryFeatures>;

/**
 * Which transactions a factor's counts stand for: these are the total, those of them in the predicted
 * category match. The ledger page opens exactly these.
 */
export const EvidenceFilter = z.object({
  payee: z.string().optional(),
  word: z.string().optional(),
  amountMinor: z.number().int().optional(),
  context: z.object({ key: z.string(), value: z.string() }).optional(),
});
export type EvidenceFilter = z.infer<typeof EvidenceFilter>;

export const Factor = z.object({
  factor: z.string(),
  /** The signed additive term; base plus all terms is the score, exactly. */
  term: z.number(),
  /** The term as a share of all absolute terms, -1..1. */
  contribution: z.number().min(-1).max(1),
  evidence: z.object({
    /** Whole counts; null where several observations act together or the model no longer holds them. */
    counts: z
      .object({ filter: EvidenceFilter, matching: z.number().int(), total: z.number().int() })
      .nullable(),
    text: z.string(),
  }),
});
export type Factor = z.infer<typeof Factor>;

export const Alternative = z.object({
  prediction: z.string(),
  probability: z.number().min(0).max(1),
  reason: z.string(),
});
export type Alternative = z.infer<typeof Alternative>;

export const RecommendedAction = z.enum(['accept', 'review', 'choose']);

export const Explanation = z.object({
  version: z.literal(1),
  prediction: z.string(),
  confidence: z.number().min(0).max(1),
  base: z.number(),
  score: z.number(),
  mainFactors: z.array(Factor),
  alternatives: z.array(Alternative),
  uncertaintySource: z.array(z.string()),
  recommendedAction: RecommendedAction,
});
export type Explanation = z.infer<typeof Explanation>;

export const DecisionOutcome = z.enum(['applied', 'awaiting_approval', 'suggested', 'abstained']);
export type DecisionOutcome = z.infer<typeof DecisionOutcome>;

export const OutcomeReason = z.object({
  code: z.enum([
    ...['no_rule', 'no_history', 'mixed_payee', 'low_confidence', 'too_little_data'],
    // What people said of the payee: its default is suggested, given by itself, or nothing is suggested.
    ...['payee_default', 'payee_auto', 'payee_off'],
  ] as const),
  message: z.string(),
});
export type OutcomeReason = z.infer<typeof OutcomeReason>;

export const Decision = z.object({
  id: idSchema('dec'),
  kind: z.literal('category'),
  subject: z.object({ type: z.enum(['transaction', 'external']), id: z.string() }),
  modelVersion: z.string(),
  /** The model is the fold of the learning events up to and with this one. */
  learningSeq: z.number().int().min(0),
  prediction: z.string().nullable(),
  confidence: z.number().min(0).max(1).nullable(),
  outcome: DecisionOutcome,
  outcomeReason: OutcomeReason,
  explanation: Explanation.nullable(),
  executionMicroseconds: z.number().int().min(0),
  createdAt: z.date(),
  auditSeq: z.number().int().min(1),
});
export type Decision = z.infer<typeof Decision>;

/** A transaction that Steward has never seen. Keys in order: requests are hashed as canonical JSON. */
export const DecisionSubject = z.object({
  amountMinor: z.number().int().min(Number.MIN_SAFE_INTEGER).max(Number.MAX_SAFE_INTEGER),
  context: z.record(z.string().max(100), z.string().max(500)).default({}),
  currency: z.string().regex(/^[A-Z]{3}$/, 'expected an ISO 4217 code such as EUR'),
  date: z.iso.date(),
  externalId: z.string().min(1).max(200),
  memo: z.string().max(2000).default(''),
  payee: z.string().max(500),
});
export type DecisionSubject = z.infer<typeof DecisionSubject>;

export const DecideInput = z.object({
  idempotencyKey: z.string().min(1).max(200),
  kind: z.literal('category'),
  subjects: z.array(DecisionSubject).min(1).max(1000),
});
export type DecideInput = z.infer<typeof DecideInput>;

/** Past decisions recomputed from model version and learning sequence, compared bit for bit. */
export const Replay = z.object({
  replayed: z.number().int(),
  equal: z.number().int(),
  /** Decisions of another model version, or whose features were erased. */
  skipped: z.number().int(),
  differences: z.array(
    z.object({
      decisionId: z.string(),
      field: z.enum(['prediction', 'confidence', 'score']),
      stored: z.string(),
      recomputed: z.string(),
    }),
  ),
});
export type Replay = z.infer<typeof Replay>;
