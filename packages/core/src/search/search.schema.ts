import { z } from 'zod';
import { idSchema } from '../identity/index.ts';

export const FindInput = z.object({
  text: z
    .string()
    .max(200)
    .meta({ description: 'Words, each of which must occur in the name; their case does not matter.' }),
  limit: z.number().int().min(1).max(50).default(8),
});
export type FindInput = z.infer<typeof FindInput>;

/** What was found, the best match first. */
export const Found = z.object({
  payees: z.array(z.object({ id: idSchema('pay'), name: z.string() })),
  /** With the names of those above it: "Food › Groceries". */
  categories: z.array(z.object({ id: idSchema('cat'), path: z.string() })),
});
export type Found = z.infer<typeof Found>;
