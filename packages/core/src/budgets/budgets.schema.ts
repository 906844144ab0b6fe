import { z } from 'zod';
import { LocalDate } from '../calendar/index.ts';
import { idSchema } from '../identity/index.ts';
import { CategoryKind } from '../ledger/index.ts';
import { measuredSchema } from '../measured/index.ts';
import { CurrencyCode } from '../money/index.ts';

export const BudgetPeriod = z.enum(['month', 'week', 'quarter', 'year']);
export type BudgetPeriod = z.infer<typeof BudgetPeriod>;

/** So that all that rolls over in centuries of weeks still is a safe integer. */
const MOST_MINOR = 1_000_000_000_000;

const BudgetAmount = z.number().int().min(1, 'more than nothing').max(MOST_MINOR, 'at most a billion');
const BudgetId = z.string().min(1).max(100);

export const CreateBudget = z.object({
  categoryId: z.string().min(1).max(100),
  period: BudgetPeriod.default('month'),
  amountMinor: BudgetAmount,
  currency: CurrencyCode,
  /** What is left of a period, or was spent over it, goes into the next one. */
  rollsOver: z.boolean().default(false),
  /** A day of the first period that counts; null for this one. */
  startsOn: LocalDate.nullable().default(null),
});
export type CreateBudget = z.infer<typeof CreateBudget>;

export const UpdateBudget = z.object({
  id: BudgetId,
  amountMinor: BudgetAmount.optional(),
  rollsOver: z.boolean().optional(),
  startsOn: LocalDate.optional(),
});
export type UpdateBudget = z.infer<typeof UpdateBudget>;

export const Budget = z.object({
  id: idSchema('bud'),
  categoryId: z.string(),
  period: BudgetPeriod,
  amountMinor: z.number().int(),
  currency: z.string(),
  rollsOver: z.boolean(),
  startsOn: LocalDate,
  createdAt: z.date(),
});
export type Budget = z.infer<typeof Budget>;

/** Where the amount comes from that was rolled over. */
const RolledOver = z.object({
  amountMinor: z.number().int(),
  /** The first day that it was counted from. */
  since: LocalDate,
  periods: z.number().int().min(1),
  budgetedMinor: z.number().int(),
  /** Spent, or come in, in those periods. */
  spentMinor: z.number().int(),
  n: z.number().int(),
});

/** How a budget stands: for spending `within`, `fast` or `over`; for income `within`, `behind` or `reached`. */
const BudgetStanding = z.enum(['within', 'fast', 'over', 'behind', 'reached']);
export type BudgetStanding = z.infer<typeof BudgetStanding>;

export const BudgetProgress = z.object({
  budget: Budget,
  categoryName: z.string(),
  kind: CategoryKind,
  start: LocalDate,
  /** The first day after the period. */
  end: LocalDate,
  days: z.number().int(),
  /** Which day of the period it is, 1 on the first. */
  day: z.number().int(),
  /** What the splits of the category and of all below it add up to; positive where money was spent, or came in. */
  spent: measuredSchema(z.number().int()),
  /** Splits in another currency, which are not counted. */
  otherCurrencies: z.number().int(),
  /** null where nothing rolls over, or no period came before. */
  rolledOver: RolledOver.nullable(),
  availableMinor: z.number().int(),
  leftMinor: z.number().int(),
  /** What would be spent by today, were it spent evenly. */
  evenMinor: z.number().int(),
  standing: BudgetStanding,
});
export type BudgetProgress = z.infer<typeof BudgetProgress>;

export const BudgetOverview = z.object({
  today: LocalDate,
  items: z.array(BudgetProgress),
  /** Splits of this month without a category, which no budget counts. */
  uncategorised: z.number().int(),
  monthStart: LocalDate,
  monthEnd: LocalDate,
});
export type BudgetOverview = z.infer<typeof BudgetOverview>;

/** One earlier period of a budget. */
const PastPeriod = z.object({
  start: LocalDate,
  end: LocalDate,
  spentMinor: z.number().int(),
  n: z.number().int(),
});
export type PastPeriod = z.infer<typeof PastPeriod>;

export const BudgetDetail = z.object({
  progress: BudgetProgress,
  /** Newest first; with this one. */
  periods: z.array(PastPeriod),
});
export type BudgetDetail = z.infer<typeof BudgetDetail>;

export const ListCounted = z.object({
  id: BudgetId,
  /** A day of the period; absent for this one. */
  on: LocalDate.optional(),
  cursor: z.string().max(200).optional(),
  limit: z.number().int().min(1).max(200).default(50),
});
export type ListCounted = z.infer<typeof ListCounted>;

/** A split that a budget counts. */
export const CountedSplit = z.object({
  transactionId: z.string(),
  position: z.number().int(),
  date: LocalDate,
  payeeName: z.string(),
  memo: z.string(),
  categoryId: z.string(),
  amountMinor: z.number().int(),
  currency: z.string(),
});
export type CountedSplit = z.infer<typeof CountedSplit>;

export const CountedPage = z.object({
  items: z.array(CountedSplit),
  start: LocalDate,
  end: LocalDate,
  nextCursor: z.string().nullable(),
});
export type CountedPage = z.infer<typeof CountedPage>;
