import { z } from 'zod';
import { Refusal } from './refusal.ts';

const PostedTransaction = z.object({
  id: z.string().min(1).max(200),
  payee: z.string().max(500),
  memo: z.string().max(2_000).default(''),
  /** Whole minor units, signed: -1250 is 12.50 spent. */
  amountMinor: z.int(),
  currency: z.string().regex(/^[A-Z]{3}$/),
  date: z.iso.date(),
});
export type PostedTransaction = z.infer<typeof PostedTransaction>;

const Delivery = z.object({
  /** The same when the feed delivers again. */
  deliveryId: z.string().min(1).max(100),
  transactions: z.array(PostedTransaction).min(1).max(500),
});
export type Delivery = z.infer<typeof Delivery>;

/** Takes the body of a delivery for what it has to be, or says what is wrong with which field. */
export function readDelivery(body: Buffer): Delivery {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw new Refusal(400, 'The body is not JSON in UTF-8.');
  }
  const delivery = Delivery.safeParse(json);
  if (delivery.success) return delivery.data;
  const [issue] = delivery.error.issues;
  throw new Refusal(422, `${issue?.path.join('.') || 'The body'}: ${issue?.message ?? 'not a delivery'}`);
}
