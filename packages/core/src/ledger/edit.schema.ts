import { z } from 'zod';
import { LocalDate } from '../calendar/index.ts';
import { MinorUnits } from '../money/index.ts';
import { TransactionFilter } from './listing.schema.ts';
import { MOST_TAGS, Tag } from './tags.ts';

const id = z.string().min(1).max(100);
const notes = z.string().trim().max(2_000);
/** What a person may set by hand; reconciling compares with a statement. */
const state = z.enum(['pending', 'posted']);

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
  /** All of its tags; one that is written twice counts once. */
  tags: z.array(Tag).max(MOST_TAGS).optional(),
  /** All of its splits; they add up to its amount. */
  splits: z.array(EditedSplit).min(1).max(100).optional(),
});
export type EditTransaction = z.infer<typeof EditTransaction>;

/** A transaction that no file brought. */
export const AddTransaction = z.object({
  accountId: id,
  date: LocalDate,
  amountMinor: MinorUnits,
  payee: z.string().trim().min(1).max(200),
  memo: z.string().trim().max(500).default(''),
  notes: notes.default(''),
  categoryId: id,
  /** The same key adds nothing a second time. */
  idempotencyKey: z.string().min(1).max(200),
});
export type AddTransaction = z.infer<typeof AddTransaction>;

/** One change for all that a filter finds. */
export const BulkEdit = z.object({
  filter: TransactionFilter,
  categoryId: id.optional(),
  state: state.optional(),
  addTags: z.array(Tag).max(MOST_TAGS).optional(),
  removeTags: z.array(Tag).max(MOST_TAGS).optional(),
});
export type BulkEdit = z.infer<typeof BulkEdit>;

const Refused = z.object({
  why: z.enum(['reconciled', 'splits', 'month_closed', 'other']),
  transactions: z.number().int(),
});

/** What a bulk edit would do, before it does. */
export const BulkEditPreview = z.object({
  matching: z.number().int(),
  /** Those that would be other than they are. */
  changing: z.number().int(),
  alreadySo: z.number().int(),
  refused: z.array(Refused),
});
export type BulkEditPreview = z.infer<typeof BulkEditPreview>;

export const EditResult = z.object({
  /** null where everything stood as asked already. */
  changeSetId: z.string().nullable(),
  changed: z.number().int(),
});
export type EditResult = z.infer<typeof EditResult>;
