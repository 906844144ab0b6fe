import { z } from 'zod';
import { LocalDate } from '../calendar/index.ts';
import { idSchema } from '../identity/index.ts';

/** Two transactions that are one, or the two sides of a transfer between own accounts. */
export const MatchKind = z.enum(['duplicate', 'transfer']);
export type MatchKind = z.infer<typeof MatchKind>;

export const MatchState = z.enum(['proposed', 'confirmed', 'rejected']);
export type MatchState = z.infer<typeof MatchState>;

/** Why the two were put side by side. */
export const MatchEvidence = z.object({
  /** `same_day_cut`: alike to the letter, of a day that is cut between two files. */
  rule: z.enum(['near', 'same_day_cut', 'opposite_amounts']),
  daysApart: z.number().int().min(0),
  /** 0 to 1, of the payees as imported. */
  payeeLikeness: z.number().min(0).max(1),
});
export type MatchEvidence = z.infer<typeof MatchEvidence>;

/** One side of a match, as it is shown. */
export const MatchSide = z.object({
  transactionId: z.string(),
  date: LocalDate,
  accountId: z.string(),
  accountName: z.string(),
  amountMinor: z.number().int(),
  currency: z.string(),
  payeeName: z.string(),
  importedPayee: z.string(),
  importedMemo: z.string(),
  categoryName: z.string().nullable(),
  notes: z.string(),
  status: z.enum(['pending', 'posted', 'reconciled']),
  importId: z.string().nullable(),
  fileName: z.string().nullable(),
});
export type MatchSide = z.infer<typeof MatchSide>;

export const Match = z.object({
  id: idSchema('mat'),
  kind: MatchKind,
  state: MatchState,
  evidence: MatchEvidence,
  /** What was in the ledger first; of a transfer the side that money leaves. */
  first: MatchSide,
  second: MatchSide,
  createdAt: z.date(),
});
export type Match = z.infer<typeof Match>;

export const MatchDecision = z.object({
  id: idSchema('mat'),
  state: MatchState,
  /** The change set that decided it. */
  changeSetId: z.string(),
  /** Others in the review queue whose suggestion is another one now. */
  changedOthers: z.number().int(),
});
export type MatchDecision = z.infer<typeof MatchDecision>;

export const MatchFilter = z.enum(['open', 'duplicate', 'transfer', 'confirmed', 'rejected']);
export type MatchFilter = z.infer<typeof MatchFilter>;

export const MatchPage = z.object({
  items: z.array(Match),
  nextCursor: z.string().nullable(),
  /** Of all that wait, counted up to a thousand. */
  waiting: z.number().int(),
});
export type MatchPage = z.infer<typeof MatchPage>;
