import { z } from 'zod';

/**
 * A figure that was measured, with what it rests on, or the reason why there is none.
 * There is no third case: nothing is ever filled in.
 */
export type Measured<T> =
  | {
      status: 'measured';
      value: T;
      /** How many observations the figure rests on. */
      n: number;
      /** The span it covers, in words: "30 days". */
      window: string;
      /** Where the observations come from, in words: "all reviewed". */
      source: string;
      /** 95 % interval, where the figure has one. */
      interval?: { low: number; high: number } | undefined;
    }
  | {
      status: 'not_measured';
      reason: string;
      needed?: { needs: number; has: number; unit: string } | undefined;
    };

export function measuredSchema<T extends z.ZodType>(value: T) {
  return z.discriminatedUnion('status', [
    z.object({
      status: z.literal('measured'),
      value,
      n: z.number().int().min(1),
      window: z.string(),
      source: z.string(),
      interval: z.object({ low: z.number(), high: z.number() }).optional(),
    }),
    z.object({
      status: z.literal('not_measured'),
      reason: z.string(),
      needed: z.object({ needs: z.number().int(), has: z.number().int(), unit: z.string() }).optional(),
    }),
  ]);
}

export function measured<T>(
  figure: Omit<Extract<Measured<T>, { status: 'measured' }>, 'status'>,
): Measured<T> {
  return { status: 'measured', ...figure };
}

export function notMeasured<T>(
  reason: string,
  needed?: { needs: number; has: number; unit: string },
): Measured<T> {
  return { status: 'not_measured', reason, needed };
}
