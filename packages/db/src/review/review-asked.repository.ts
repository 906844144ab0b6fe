import { DomainError } from '@steward/core/errors';
import type { Actor } from '@steward/core/identity';
import { and, eq } from 'drizzle-orm';
import type { WriteTx } from '../client/index.ts';
import { insertChangeSet } from '../ledger/index.ts';
import { payee } from '../payees/payees.table.ts';
import { reviewItem } from './review.table.ts';

interface Asked {
  payeeId: string;
  isAsked: boolean;
  changeSetId: string;
  actor: Actor;
  at: Date;
}

/** Sets whether a payee's transactions wait for a person, and moves those that wait or waited. */
export async function setPayeeAsked(
  tx: WriteTx,
  { payeeId, isAsked, changeSetId, actor, at }: Asked,
): Promise<{ before: string; after: string; changed: number }> {
  const rows = await tx.orm.select({ learnMode: payee.learnMode }).from(payee).where(eq(payee.id, payeeId));
  const before = rows[0]?.learnMode;
  if (before === undefined) {
    const message = `There is no payee ${payeeId} here.`;
    throw new DomainError({ code: 'not_found', reason: 'payee', message });
  }
  const after = isAsked ? 'suggest' : 'off';
  const reason = isAsked ? 'Ask for this payee again' : 'Never ask for this payee';
  await insertChangeSet(tx, { id: changeSetId, kind: 'edit', actor, reason, at });
  await tx.insertMany(
    'ledger_change_set_item',
    ['change_set_id', 'entity', 'entity_id', 'field', 'before', 'after'],
    [[changeSetId, 'payee', payeeId, 'learnMode', JSON.stringify(before), JSON.stringify(after)]],
  );
  await tx.orm.update(payee).set({ learnMode: after }).where(eq(payee.id, payeeId));
  const [from, to] = isAsked ? (['never_ask', 'waiting'] as const) : (['waiting', 'never_ask'] as const);
  const moved = await tx.orm
    .update(reviewItem)
    .set({ state: to })
    .where(and(eq(reviewItem.payeeId, payeeId), eq(reviewItem.state, from)))
    .returning({ transactionId: reviewItem.transactionId });
  return { before, after, changed: moved.length };
}
