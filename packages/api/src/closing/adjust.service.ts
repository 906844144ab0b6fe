import { canonicalJson, sha256Hex } from '@steward/core/canonical';
import { ADJUSTMENT_PAYEE, differenceOf, type AdjustBalance } from '@steward/core/closing';
import { DomainError } from '@steward/core/errors';
import type { Actor } from '@steward/core/identity';
import type { WorkspaceDb, WriteTx } from '@steward/db/client';
import { readUnreconciled, sumReconciled } from '@steward/db/closing';
import { readAnswered, storeAnswer } from '@steward/db/decisions';
import { readTransaction } from '@steward/db/ledger';
import type { Engine } from '../engine/index.ts';
import { writeAdded } from '../ledger/index.ts';
import { findAccount, refuseStrangers } from './reconcile.service.ts';

interface Adjusting {
  db: WorkspaceDb;
  actor: Actor;
  now: () => Date;
  engine: Pick<Engine, 'redecide'>;
}

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
  deps: Adjusting,
  { idempotencyKey, ...input }: AdjustBalance,
): Promise<Adjusted> {
  const { db, now, engine } = deps;
  const call = { key: `closing.adjust ${idempotencyKey}`, requestHash: sha256Hex(canonicalJson(input)) };
  const answered = await db.read((orm) => readAnswered(orm, call));
  if (answered !== null) return answered as Adjusted;
  const adjusted = await db.write(async (tx) => {
    const written = await writeAdjustment(tx, deps, input);
    await storeAnswer(tx, { ...call, response: written, at: now() });
    return written;
  });
  const standing = await db.read((orm) => readTransaction(orm, adjusted.transactionId));
  if (standing) await engine.redecide({ workspaceId: db.workspaceId, payeeIds: [standing.payeeId] });
  return adjusted;
}

async function writeAdjustment(
  tx: WriteTx,
  deps: Adjusting,
  { accountId, statementDate, closingBalanceMinor, ...input }: Omit<AdjustBalance, 'idempotencyKey'>,
): Promise<Adjusted> {
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
  const { id, changeSetId } = await writeAdded(tx, deps, {
    ...{ accountId, date: statementDate, amountMinor, payee: ADJUSTMENT_PAYEE, notes: '' },
    ...({ tags: [], state: 'posted' } as const),
    ...{ memo: `to the statement of ${statementDate}`, categoryId: input.categoryId },
    reason: `Balance of ${account.name} adjusted to the statement of ${statementDate}`,
  });
  return { changeSetId, transactionId: id, amountMinor };
}
