import { z } from 'zod';
import { Attachment } from '../attachments/index.ts';
import { LocalDate } from '../calendar/index.ts';
import { idSchema } from '../identity/index.ts';
import { CategoryIcon } from './category-icons.ts';
import { CurrencyCode, MinorUnits, OriginalAmount } from '../money/index.ts';

export const AccountType = z.enum(['checking', 'savings', 'card', 'cash', 'loan', 'other']);
export type AccountType = z.infer<typeof AccountType>;

export const CreateAccount = z.object({
  name: z.string().trim().min(1).max(100),
  type: AccountType,
  currency: CurrencyCode,
  openingBalanceMinor: MinorUnits.default(0),
  externalId: z.string().max(100).nullable().default(null),
});
export type CreateAccount = z.infer<typeof CreateAccount>;

/** What of an account can change; what is left out stays. Its currency and opening balance are what its books began with. */
export const UpdateAccount = CreateAccount.pick({ name: true, type: true })
  .extend({ externalId: z.string().trim().max(100).nullable() })
  .partial();
export type UpdateAccount = z.infer<typeof UpdateAccount>;

export const Account = z.object({
  id: idSchema('acc'),
  name: z.string(),
  type: AccountType,
  currency: z.string(),
  openingBalanceMinor: z.number().int(),
  externalId: z.string().nullable(),
  createdAt: z.date(),
});
export type Account = z.infer<typeof Account>;

export const CategoryKind = z.enum(['income', 'expense', 'transfer']);
export type CategoryKind = z.infer<typeof CategoryKind>;

export const CreateCategory = z.object({
  name: z.string().trim().min(1).max(200),
  kind: CategoryKind,
  parentId: z.string().nullable().default(null),
  icon: CategoryIcon.nullable().default(null),
});
export type CreateCategory = z.infer<typeof CreateCategory>;

export const Category = z.object({
  id: idSchema('cat'),
  parentId: z.string().nullable(),
  name: z.string(),
  kind: CategoryKind,
  /** Archived: kept with all it has, and not offered any more. */
  isHidden: z.boolean(),
  icon: CategoryIcon.nullable(),
});
export type Category = z.infer<typeof Category>;

/** What is left out stays as it is. */
export const UpdateCategory = z.object({
  id: z.string().min(1).max(100),
  name: z.string().trim().min(1).max(200).optional(),
  /** null puts it at the top. */
  parentId: z.string().max(100).nullable().optional(),
  icon: CategoryIcon.nullable().optional(),
  isHidden: z.boolean().optional(),
});
export type UpdateCategory = z.infer<typeof UpdateCategory>;

export const TransactionStatus = z.enum(['pending', 'posted', 'reconciled']);
export type TransactionStatus = z.infer<typeof TransactionStatus>;

export const ProvenanceSource = z.enum(['user', 'rule', 'model', 'import']);
export type ProvenanceSource = z.infer<typeof ProvenanceSource>;

/** Who or what set a field, and whether a person locked it. */
export const FieldProvenance = z.object({
  field: z.enum(['category', 'payee']),
  source: ProvenanceSource,
  decisionId: z.string().nullable(),
  isLocked: z.boolean(),
  at: z.date(),
});
export type FieldProvenance = z.infer<typeof FieldProvenance>;

export const Split = z.object({
  id: idSchema('spl'),
  categoryId: z.string().nullable(),
  amountMinor: z.number().int(),
  memo: z.string(),
});
export type Split = z.infer<typeof Split>;

/** Payee, memo, amount, date and context are as imported, and never change. */
export const Transaction = z.object({
  id: idSchema('txn'),
  accountId: z.string(),
  date: LocalDate,
  amountMinor: z.number().int(),
  currency: z.string(),
  payeeId: z.string(),
  payeeName: z.string(),
  importedPayee: z.string(),
  importedMemo: z.string(),
  context: z.record(z.string(), z.string()),
  notes: z.string(),
  tags: z.array(z.string()),
  attachmentCount: z.number().int(),
  status: TransactionStatus,
  importId: z.string().nullable(),
  categoryId: z.string().nullable(),
  categoryName: z.string().nullable(),
  /** Where the category comes from; null while there is none. */
  categorySource: ProvenanceSource.nullable(),
  isLocked: z.boolean(),
  /** One more with each change; an edit that names it is refused when there was another one since. */
  version: z.number().int(),
  /** The confirmed match that makes it one side of a transfer; it counts in no total. */
  transferId: z.string().nullable(),
  /** A match that waits for a person. */
  openMatchId: z.string().nullable(),
  /** What was paid in another currency, and at which rate, where the file said so. */
  original: OriginalAmount.nullable(),
});
export type Transaction = z.infer<typeof Transaction>;

export const TransactionDetail = Transaction.extend({
  accountName: z.string(),
  splits: z.array(Split),
  provenance: z.array(FieldProvenance),
  /** First added first. */
  attachments: z.array(Attachment),
  /** Whether somebody entered it, and no bank has said anything of it since: account, date and amount can be changed. */
  isByHand: z.boolean(),
  /** The newest decision about it. */
  decisionId: z.string().nullable(),
});
export type TransactionDetail = z.infer<typeof TransactionDetail>;
