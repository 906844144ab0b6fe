import { z } from 'zod';
import { idSchema } from '../identity/index.ts';

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

/** How imported names that a rule matches are called, from the next import on. */
export const PayeeRule = z.object({
  id: idSchema('prl'),
  match: z.enum(['equals', 'starts_with', 'contains']),
  text: z.string(),
  name: z.string(),
});
export type PayeeRule = z.infer<typeof PayeeRule>;

export const PayeeSummary = Payee.extend({ transactionCount: z.number().int().min(0) });
export type PayeeSummary = z.infer<typeof PayeeSummary>;

export const ListPayeesInput = z.object({
  search: z.string().max(200).optional(),
  cursor: z.string().max(1_000).optional(),
  limit: z.number().int().min(1).max(200).default(50),
});
export type ListPayeesInput = z.infer<typeof ListPayeesInput>;

export const PayeePage = z.object({ items: z.array(PayeeSummary), nextCursor: z.string().nullable() });
export type PayeePage = z.infer<typeof PayeePage>;

export const PayeeDetail = PayeeSummary.extend({
  aliases: z.array(z.string()),
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
  firstDate: z.string().nullable(),
  lastDate: z.string().nullable(),
});
export type PayeeDetail = z.infer<typeof PayeeDetail>;
