import { canonicalJson, sha256Hex } from '@steward/core/canonical';
import { ADJUSTMENT_PAYEE, differenceOf, type AdjustBalance } from '@steward/core/closing';
import { DomainError } from '@steward/core/errors';
import type { WriteTx } from '@steward/db/client';
import { readUnreconciled, sumReconciled } from '@steward/db/closing';
import { readAnswered, storeAnswer } from '@steward/db/decisions';
import { writeAdded, type LedgerEdit } from '../ledger/index.ts';
import { findAccount, refuseStrangers } from './reconcile.service.ts';

interface Adjusted {
  changeSetId: string | null;
  transactionId: string;
  amountMinor: number;
}

/**
 * Writes the difference between a statement and what is ticked of the ledger as one transaction on the day of the statement,
 * in its own change set. The same key adds nothing a second time.
 *
 * @throws DomainError `nothing_to_adjust` where both agree, and as `finishReconciliation` says.
 */
export async function adjustBalance(
  deps: LedgerEdit,
  { idempotencyKey, ...input }: AdjustBalance,
): Promise<Adjusted> {
  const { db, now, engine } = deps;
  const call = { key: `closing.adjust ${idempotencyKey}`, requestHash: sha256Hex(canonicalJson(input)) };
  const answered = await db.read((orm) => readAnswered(orm, call));
  if (answered !== null) return answered as Adjusted;
  const { adjusted, payeeIds } = await db.write(async (tx) => {
    const written = await writeAdjustment(tx, deps, input);
    await storeAnswer(tx, { ...call, response: written.adjusted, at: now() });
    return written;
  });
  await engine.redecide({ workspaceId: db.workspaceId, payeeIds });
  return adjusted;
}

async function writeAdjustment(
  tx: WriteTx,
  deps: LedgerEdit,
  { accountId, statementDate, closingBalanceMinor, ...input }: Omit<AdjustBalance, 'idempotencyKey'>,
): Promise<{ adjusted: Adjusted; payeeIds: string[] }> {
  const account = await findAccount(tx.orm, accountId);
  const ids = [...new Set(input.transactionIds)];
  const found = await readUnreconciled(tx.orm, { accountId, through: statementDate, ids });
  refuseStrangers(ids, new Set(found.map(({ id }) => id)));
  const reconciledMinor = account.openingBalanceMinor + (await sumReconciled(tx.orm, accountId));
  const amountsMinor = found.map((one) => one.amountMinor);
  const amountMinor = differenceOf({ closingBalanceMinor, reconciledMinor, amountsMinor });
  if (amountMinor === 0) {
    const message = 'The statement and what is ticked agree: there is nothing to adjust.';
    throw new DomainError({ code: 'conflict', reason: 'nothing_to_adjust', message });
  }
  const { result, payeeIds } = await writeAdded(tx, deps, {
    ...{ accountId, date: statementDate, amountMinor, payee: ADJUSTMENT_PAYEE, notes: '' },
    ...{ memo: `to the statement of ${statementDate}`, categoryId: input.categoryId },
    reason: `Balance of ${account.name} adjusted to the statement of ${statementDate}`,
  });
  const { id: transactionId, changeSetId } = result;
  return { adjusted: { changeSetId, transactionId, amountMinor }, payeeIds };
}
