import { attempt, decideAll, type StewardClient } from '@steward/client/client';
import { randomUUID } from 'node:crypto';
import { readDelivery } from './delivery.ts';
import { toKept, type KeptDecision, type KeptDecisions } from './kept-decisions.ts';
import { refusalOf, Refusal } from './refusal.ts';
import type { Category } from './page.ts';
import { isSignedWith } from './signature.ts';

/** What the receiver does, whatever it is served by. */
export interface Receiver {
  /** Takes a delivery of the feed; returns how many transactions were decided. */
  receive(body: Buffer, signature: string | undefined): Promise<number>;
  /** Tells Steward which category was right. */
  correct(form: URLSearchParams): Promise<void>;
  list(): Promise<{ decisions: KeptDecision[]; categories: Category[] }>;
}

interface ReceiverOptions {
  steward: StewardClient;
  /** Known to the feed and to us. */
  secret: string;
  kept: KeptDecisions;
}

export function createReceiver({ steward, secret, kept }: ReceiverOptions): Receiver {
  return {
    receive: async (body, signature) => {
      if (!isSignedWith(secret, body, signature)) {
        throw new Refusal(401, 'x-feed-signature is not the signature of this body.');
      }
      const { deliveryId, transactions } = readDelivery(body);
      const subjects = transactions.map(({ id, ...rest }) => ({ externalId: id, ...rest }));
      // The delivery's id is the idempotency key: the feed may deliver again, after a lost answer for example, and
      // gets the very decisions of the first time. The same id with other transactions is refused by Steward.
      const decided = await attempt(decideAll(steward, subjects, { idempotencyKey: `feed ${deliveryId}` }));
      if (!decided.ok) throw refusalOf(decided.error);
      const known = new Set(kept.all().map(({ id }) => id));
      const all = decided.value.flatMap((decision, index) => {
        const transaction = transactions[index];
        return transaction && !known.has(decision.id) ? [toKept(transaction, decision)] : [];
      });
      kept.keep(all);
      return decided.value.length;
    },

    correct: async (form) => {
      const decision = kept.all().find(({ id }) => id === form.get('decisionId'));
      const categoryId = form.get('categoryId');
      if (!decision || !categoryId) throw new Refusal(404, 'That decision is not here; load the page again.');
      // Steward learns it before it answers: the next transaction of this payee is decided with it.
      const feedback = [{ decisionId: decision.id, categoryId }];
      const given = await attempt(
        steward.decisions.feedback.mutate({ idempotencyKey: randomUUID(), feedback }),
      );
      if (!given.ok) throw refusalOf(given.error);
      kept.keep([{ ...decision, corrected: categoryId }]);
    },

    list: async () => {
      const categories = await attempt(steward.ledger.listCategories.query());
      if (!categories.ok) throw refusalOf(categories.error);
      return { decisions: kept.all(), categories: categories.value.filter(({ isHidden }) => !isHidden) };
    },
  };
}
