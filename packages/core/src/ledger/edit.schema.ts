import { z } from 'zod';
import { LocalDate } from '../calendar/index.ts';
import { MinorUnits } from '../money/index.ts';
import { TransactionFilter } from './listing.schema.ts';
import { Tags } from './tags.ts';

const id = z.string().min(1).max(100);
const notes = z.string().trim().max(2_000);
/** What a person may set by hand; reconciling compares with a statement. */
const state = z.enum(['pending', 'posted']);
/** The name of a payee that is here, or of a new one. */
const payee = z.string().trim().min(1).max(200);
/** The same key changes nothing a second time. */
const idempotencyKey = z.string().min(1).max(200);

/** One part of a transaction, as somebody sets it. */
export const EditedSplit = z.object({
  categoryId: id.nullable().default(null),
  amountMinor: MinorUnits,
  memo: z.string().trim().max(500).default(''),
});
export type EditedSplit = z.infer<typeof EditedSplit>;

/** What is left out stays as it is. */
export const EditTransaction = z.object({
  id,
  /** The version that the one who edits has seen. */
  version: z.number().int().min(1),
  notes: notes.optional(),
  state: state.optional(),
  payee: payee.optional(),
  /** All of its tags. */
  tags: Tags.optional(),
  /** Account, date and amount only of what was entered by hand: what a bank wrote stays as it is. */
  accountId: id.optional(),
  date: LocalDate.optional(),
  amountMinor: MinorUnits.optional(),
  /** All of its splits; they add up to its amount. */
  splits: z.array(EditedSplit).min(1).max(100).optional(),
});
export type EditTransaction = z.infer<typeof EditTransaction>;

/** A transaction that no file brought. */
export const AddTransaction = z.object({
  accountId: id,
  date: LocalDate,
  amountMinor: MinorUnits,
  payee,
  memo: z.string().trim().max(500).default(''),
  notes: notes.default(''),
  tags: Tags.default([]),
  state: state.default('posted'),
  /** Without one it is decided like a row of a file. */
  categoryId: id.nullable().default(null),
  idempotencyKey,
});
export type AddTransaction = z.infer<typeof AddTransaction>;

/** One change for all that a filter finds; what is left out stays as it is. */
export const BulkEdit = z.object({
  filter: TransactionFilter,
  categoryId: id.optional(),
  payee: payee.optional(),
  state: state.optional(),
  notes: notes.optional(),
  addTags: Tags.optional(),
  removeTags: Tags.optional(),
  /** Takes them out of the ledger; stands alone. */
  remove: z.literal(true).optional(),
});
export type BulkEdit = z.infer<typeof BulkEdit>;

export const ApplyBulkEdit = BulkEdit.extend({
  /** What the preview said would change. */
  changing: z.number().int().min(0),
  idempotencyKey: idempotencyKey.optional(),
});
export type ApplyBulkEdit = z.infer<typeof ApplyBulkEdit>;

const Example = z.object({
  transactionId: z.string(),
  date: LocalDate,
  payeeName: z.string(),
  amountMinor: z.number().int(),
  currency: z.string(),
});

const Refused = z.object({
  why: z.enum(['reconciled', 'splits', 'month_closed', 'too_many_tags', 'other']),
  transactions: z.number().int(),
  /** The first of them. */
  examples: z.array(Example),
});

/** What a bulk edit would do, before it does. */
export const BulkEditPreview = z.object({
  matching: z.number().int(),
  /** Those that would be other than they are. */
  changing: z.number().int(),
  alreadySo: z.number().int(),
  refused: z.array(Refused),
  /** The first of those that would change, with each value in words. */
  examples: z.array(
    Example.extend({
      changes: z.array(z.object({ field: z.string(), before: z.string(), after: z.string() })),
    }),
  ),
});
export type BulkEditPreview = z.infer<typeof BulkEditPreview>;

export const EditResult = z.object({
  /** null where everything stood as asked already. */
  changeSetId: z.string().nullable(),
  changed: z.number().int(),
});
export type EditResult = z.infer<typeof EditResult>;
