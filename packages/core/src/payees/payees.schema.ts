import { z } from 'zod';
import { idSchema } from '../identity/index.ts';
import { SaidBy } from './payee-setting.ts';

export const LearnMode = z.enum(['off', 'suggest', 'auto']);
export type LearnMode = z.infer<typeof LearnMode>;

export const Payee = z.object({
  id: idSchema('pay'),
  name: z.string(),
  defaultCategoryId: z.string().nullable(),
  learnMode: LearnMode,
  mergedIntoId: z.string().nullable(),
  createdAt: z.date(),
});
export type Payee = z.infer<typeof Payee>;

/** How mixed a payee's categories are, of its transactions that have one. */
export const PayeeMix = z.object({
  /** The category that most of them have; null while none has one. */
  topCategoryId: z.string().nullable(),
  topCategoryName: z.string().nullable(),
  /** How many have that one, of how many. */
  topCount: z.number().int(),
  categorisedCount: z.number().int(),
});
export type PayeeMix = z.infer<typeof PayeeMix>;

export const PayeeSummary = Payee.extend({
  transactionCount: z.number().int().min(0),
  lastDate: z.string().nullable(),
  mix: PayeeMix,
});
export type PayeeSummary = z.infer<typeof PayeeSummary>;

export const ListPayeesInput = z.object({
  search: z.string().max(200).optional(),
  cursor: z.string().max(1_000).optional(),
  limit: z.number().int().min(1).max(200).default(50),
});
export type ListPayeesInput = z.infer<typeof ListPayeesInput>;

export const PayeePage = z.object({ items: z.array(PayeeSummary), nextCursor: z.string().nullable() });
export type PayeePage = z.infer<typeof PayeePage>;

/** Spellings that a payee shows; of more it says how many there are. */
export const SHOWN_ALIASES = 200;
/** Months back that a payee shows. */
export const SHOWN_MONTHS = 24;

export const PayeeDetail = PayeeSummary.extend({
  aliases: z.array(z.string()),
  aliasCount: z.number().int(),
  /** Confirmed transfers between own accounts, which are no spending: in neither `categories`, `months` nor `mix`. */
  transfers: z.array(
    z.object({ count: z.number().int(), currency: z.string(), amountMinor: z.number().int() }),
  ),
  /** How often each category was booked, most often first; null counts what has none yet. */
  categories: z.array(
    z.object({
      categoryId: z.string().nullable(),
      categoryName: z.string().nullable(),
      count: z.number().int(),
      currency: z.string(),
      amountMinor: z.number().int(),
    }),
  ),
  /** The last months in which it was booked, newest first. */
  months: z.array(
    z.object({
      /** YYYY-MM. */
      month: z.string(),
      currency: z.string(),
      count: z.number().int(),
      amountMinor: z.number().int(),
    }),
  ),
  firstDate: z.string().nullable(),
  default: z.object({
    /** null where there is none. */
    categoryName: z.string().nullable(),
    /** Whether it counts: not while it is archived, merged or removed. */
    isUsable: z.boolean(),
    saidBy: SaidBy.nullable(),
    modeSaidBy: SaidBy.nullable(),
  }),
  /** The category that nearly all of its transactions have, where it has no default yet. */
  offeredDefault: z.object({ categoryId: z.string(), categoryName: z.string() }).nullable(),
  mergedIntoName: z.string().nullable(),
});
export type PayeeDetail = z.infer<typeof PayeeDetail>;

const id = z.string().min(1).max(100);
const PayeeNameInput = z.string().trim().min(1).max(200);

export const UpdatePayee = z.object({
  id,
  name: PayeeNameInput.optional(),
  /**
   * `off`: nothing is suggested for its transactions and nothing is learned from them. `suggest`: a person is asked. `auto`: new
   * ones get the default category by themselves, which it must have.
   */
  learnMode: LearnMode.optional(),
  /** null takes it away. */
  defaultCategoryId: id.nullable().optional(),
});
export type UpdatePayee = z.infer<typeof UpdatePayee>;

/** What waits in Review of a payee, and would get its default category. */
export const DefaultPreview = z.object({
  payeeId: z.string(),
  /** The default; null where there is none that counts. */
  categoryId: z.string().nullable(),
  categoryName: z.string().nullable(),
  waiting: z.number().int(),
  /** Of these, as many stay as they are: they are reconciled or of a closed month. */
  protected: z.number().int(),
});
export type DefaultPreview = z.infer<typeof DefaultPreview>;

export const ApplyPayeeDefault = z.object({
  id,
  /** The default that the one who asks has seen. */
  categoryId: id,
});
export type ApplyPayeeDefault = z.infer<typeof ApplyPayeeDefault>;

export const DefaultApplied = z.object({
  /** null where nothing waits. */
  changeSetId: z.string().nullable(),
  applied: z.number().int(),
  protected: z.number().int(),
});
export type DefaultApplied = z.infer<typeof DefaultApplied>;

export const MergePayees = z.object({ payeeId: id, intoPayeeId: id });
export type MergePayees = z.infer<typeof MergePayees>;

export const MoveAlias = z.object({
  importedName: z.string().min(1).max(500),
  /** The payee that it becomes a spelling of; null makes a new one. */
  payeeId: id.nullable(),
});
export type MoveAlias = z.infer<typeof MoveAlias>;

const RuleMatch = z.enum(['equals', 'starts_with', 'contains']);

export const NewPayeeRule = z.object({
  match: RuleMatch,
  text: z.string().trim().min(1).max(200),
  name: PayeeNameInput,
});
export type NewPayeeRule = z.infer<typeof NewPayeeRule>;

/** How imported names that it matches are called, from the next import on. The first that matches counts. */
export const PayeeRule = NewPayeeRule.extend({ id: idSchema('prl') });
export type PayeeRule = z.infer<typeof PayeeRule>;

/** What a rule would change of the names that are here. */
export const PayeeRulePreview = z.object({
  /** At most a hundred of them. */
  names: z.array(z.object({ importedName: z.string(), payeeId: z.string(), payeeName: z.string() })),
  nameCount: z.number().int(),
  transactionCount: z.number().int(),
});
export type PayeeRulePreview = z.infer<typeof PayeeRulePreview>;

export const PayeesChanged = z.object({
  /** null where everything was so already. */
  changeSetId: z.string().nullable(),
  /** The payee that it is about. */
  payeeId: z.string(),
  /** Transactions that went over to another payee. */
  moved: z.number().int(),
});
export type PayeesChanged = z.infer<typeof PayeesChanged>;
