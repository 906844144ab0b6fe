import { z } from 'zod';
import { CurrencyCode, MinorUnits } from './currencies.ts';

/** What was paid in another currency than the one that it is booked in. */
export const OriginalAmount = z.object({
  /** With the sign of the booked amount. */
  amountMinor: MinorUnits,
  currency: CurrencyCode,
  /** A decimal as the file writes it, in the direction that the bank counts in; null where it says none. */
  rate: z.string().nullable(),
});
export type OriginalAmount = z.infer<typeof OriginalAmount>;
