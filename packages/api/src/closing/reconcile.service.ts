import {
  differenceOf,
  MOST_RECONCILED,
  type FinishReconciliation,
  type ReadReconciliation,
  type Reconciliation,
} from '@steward/core/closing';
import { DomainError } from '@steward/core/errors';
import type { Actor } from '@steward/core/identity';
import type { Account } from '@steward/core/ledger';
import { formatAmount } from '@steward/core/money';
import type { Orm, WorkspaceDb } from '@steward/db/client';
import { listUnreconciled, readLastStatement, readUnreconciled, sumReconciled } from '@steward/db/closing';
import { readAccount } from '@steward/db/ledger';
import { applyChanges } from '../changes/index.ts';

/** @throws DomainError `account` when there is none. */
export function readReconciliation(
  db: WorkspaceDb,
  { accountId, statementDate }: ReadReconciliation,
): Promise<Reconciliation> {
  return db.read(async (orm) => {
    const account = await findAccount(orm, accountId);
    const asked = { accountId, through: statementDate, limit: MOST_RECONCILED + 1 };
    const items = await listUnreconciled(orm, asked);
    const statement = await readLastStatement(orm, accountId);
    return {
      ...{
        account,
        items: items.slice(0, MOST_RECONCILED),
        hasMore: items.length > MOST_RECONCILED,
        statement,
      },
      reconciledMinor: account.openingBalanceMinor + (await sumReconciled(orm, accountId)),
    };
  });
}

interface Finishing {
  db: WorkspaceDb;
  actor: Actor;
  now: () => Date;
}

/**
 * Marks what stands on a statement as reconciled, in one change set; undoing that takes it back.
 *
 * @throws DomainError `reconcile_difference` while ledger and statement do not agree, with the difference in `details`;
 * `not_on_statement` for what is not posted, of another account, later, or reconciled already.
 */
export function finishReconciliation(
  { db, actor, now }: Finishing,
  { accountId, statementDate, closingBalanceMinor, transactionIds }: FinishReconciliation,
): Promise<{ changeSetId: string | null; reconciled: number }> {
  const ids = [...new Set(transactionIds)];
  return db.write(async (tx) => {
    const account = await findAccount(tx.orm, accountId);
    const found = await readUnreconciled(tx.orm, { accountId, through: statementDate, ids });
    refuseStrangers(ids, new Set(found.map(({ id }) => id)));
    const reconciledMinor = account.openingBalanceMinor + (await sumReconciled(tx.orm, accountId));
    const amountsMinor = found.map(({ amountMinor }) => amountMinor);
    refuseDifference(account, differenceOf({ closingBalanceMinor, reconciledMinor, amountsMinor }));
    const { changeSetId } = await applyChanges(tx, {
      ...{ kind: 'edit', actor, at: now(), reason: `${account.name} reconciled up to ${statementDate}` },
      changes: ids.map((entityId) => {
        return { entity: 'transaction', entityId, field: 'status', after: 'reconciled' };
      }),
      audit: { accountId, statementDate, closingBalanceMinor },
    });
    return { changeSetId, reconciled: ids.length };
  });
}

/** @throws DomainError `not_on_statement` for the first that is not among those found. */
export function refuseStrangers(ids: readonly string[], found: ReadonlySet<string>): void {
  const stranger = ids.find((id) => !found.has(id));
  if (stranger === undefined) return;
  const message = `Transaction ${stranger} is no posted one of this account up to that day, or reconciled already.`;
  throw new DomainError({ code: 'conflict', reason: 'not_on_statement', message });
}

function refuseDifference({ currency }: Account, differenceMinor: number): void {
  if (differenceMinor === 0) return;
  const missing = formatAmount({ amountMinor: Math.abs(differenceMinor), currency });
  const words = differenceMinor > 0 ? 'more than' : 'less than';
  throw new DomainError({
    ...{ code: 'conflict', reason: 'reconcile_difference', details: { differenceMinor } },
    message: `The statement has ${missing} ${currency} ${words} what is ticked: find the difference before finishing.`,
  });
}

/** @throws DomainError `account` when there is none. */
export async function findAccount(orm: Orm, accountId: string): Promise<Account> {
  const account = await readAccount(orm, accountId);
  if (account) return account;
  const message = `There is no account ${accountId} here.`;
  throw new DomainError({ code: 'not_found', reason: 'account', message });
}
