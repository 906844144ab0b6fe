import type { WriteTx } from '../client/index.ts';
import { inLists } from './change-values.ts';
import { readCategoryMerges } from './labels.repository.ts';

const AMONG = 'transaction_id in (select value from json_each(?))';
const STANDS = `exists (select 1 from ledger_transaction t where t.id = transaction_id
  and t.deleted_at is null and t.transfer_id is null)`;
const BY_PERSON = `exists (select 1 from ledger_transaction t join ledger_provenance p on p.transaction_id = t.id
  and p.field = 'category' where t.id = review_item.transaction_id and t.category_id is not null and p.source = 'user')`;
/** Several splits are a person's doing or a file's, and nothing is suggested for them. */
const SPLIT_UP = `exists (select 1 from ledger_split s where s.transaction_id = review_item.transaction_id and s.position > 0)`;
const UNDECIDED = `exists (select 1 from ledger_transaction t where t.id = review_item.transaction_id
  and t.category_id is null and not exists (select 1 from ledger_split s where s.transaction_id = t.id
    and (s.category_id is not null or s.position > 0)))`;
const OWN_PAYEE = `(select t.payee_id from ledger_transaction t where t.id = transaction_id)`;
const asked = (payeeId: string) =>
  `iif((select learn_mode from payees_payee p where p.id = ${payeeId}) = 'off', 'never_ask', 'waiting')`;

/**
 * Makes the review queue what the ledger says of these transactions: what left the ledger, or is one side of a transfer, leaves
 * it and comes back with it, what a person decided is answered, and what lost its category waits again.
 */
export async function followTransactions(tx: WriteTx, ids: readonly string[], at: Date): Promise<void> {
  for (const list of inLists(ids)) {
    const among = JSON.stringify(list);
    // First: whether it is asked about is its payee's to say.
    await tx.execute(
      `update review_item set payee_id = ${OWN_PAYEE},
         state = iif(state in ('waiting', 'never_ask'), ${asked(OWN_PAYEE)}, state),
         state_before = iif(state_before in ('waiting', 'never_ask'), ${asked(OWN_PAYEE)}, state_before)
       where ${AMONG} and payee_id <> ${OWN_PAYEE}`,
      [among],
    );
    await tx.execute(
      `update review_item set state_before = state, state = 'removed'
       where ${AMONG} and state <> 'removed' and not ${STANDS}`,
      [among],
    );
    await tx.execute(
      `update review_item set state = coalesce(state_before, 'waiting'), state_before = null
       where ${AMONG} and state = 'removed' and ${STANDS}`,
      [among],
    );
    await tx.execute(
      `update review_item set state = 'answered', answered_at = ?
       where ${AMONG} and state not in ('answered', 'removed') and (${BY_PERSON} or ${SPLIT_UP})`,
      [at.getTime(), among],
    );
    await tx.execute(
      `update review_item set state = ${asked('payee_id')}, answered_at = null
       where ${AMONG} and state = 'answered' and ${UNDECIDED}`,
      [among],
    );
  }
}

/** Takes a payee's waiting transactions out of the queue, or lets in again what stayed out for its sake. */
export async function followLearnMode(tx: WriteTx, payeeId: string, isAsked: boolean): Promise<number> {
  const [from, to] = isAsked ? ['never_ask', 'waiting'] : ['waiting', 'never_ask'];
  const moved = await tx.execute('update review_item set state = ? where payee_id = ? and state = ?', [
    ...[to, payeeId, from],
  ]);
  await tx.execute(
    `update review_item set state_before = ? where payee_id = ? and state = 'removed' and state_before = ?`,
    [to, payeeId, from],
  );
  return moved.rowsAffected;
}

/** What was suggested one category is suggested the one that it was merged into. */
export async function followMerge(tx: WriteTx, fromId: string, intoId: string): Promise<void> {
  await tx.execute('update review_item set category_id = ? where category_id = ?', [intoId, fromId]);
}

/**
 * Suggestions that followed a merge go back to what their decisions say: to the category itself where they said that, or one
 * that had been merged into it before.
 */
export async function followUnmerge(tx: WriteTx, fromId: string, intoId: string): Promise<void> {
  const merges = await readCategoryMerges(tx.orm);
  const pathOf = (id: string): string[] => {
    const next = merges.get(id);
    return next === undefined ? [id] : [id, ...pathOf(next)];
  };
  const said = [fromId, ...[...merges.keys()].filter((id) => pathOf(id).includes(fromId))];
  await tx.execute(
    `update review_item set category_id = ? where category_id = ?
       and (select category_id from decisions_decision d where d.id = decision_id) in (select value from json_each(?))`,
    [fromId, pathOf(intoId).at(-1) ?? intoId, JSON.stringify(said)],
  );
}
