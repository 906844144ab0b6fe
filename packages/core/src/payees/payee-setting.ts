import { z } from 'zod';

/** Who said something of a payee, and when. */
export const SaidBy = z.object({ name: z.string(), at: z.date(), changeSetId: z.string() });
export type SaidBy = z.infer<typeof SaidBy>;

/** What people said of a payee's transactions. */
export interface PayeeSetting {
  learnMode: 'off' | 'suggest' | 'auto';
  modeSaidBy: SaidBy | null;
  /** null where there is none, and while it is archived, merged or removed: then it counts for nothing. */
  defaultCategoryId: string | null;
  defaultSaidBy: SaidBy | null;
}

/** Transactions with a category that a payee must have before one of them is offered as its default. */
const FEWEST = 5;
/** The share of them that have the same one. */
const PURE = 0.95;

interface Mix {
  topCategoryId: string | null;
  topCount: number;
  categorisedCount: number;
}

/** The category that is worth offering as a payee's default: nearly all of its transactions have it. */
export function offerDefault({ topCategoryId, topCount, categorisedCount }: Mix): string | null {
  return categorisedCount >= FEWEST && topCount >= PURE * categorisedCount ? topCategoryId : null;
}
