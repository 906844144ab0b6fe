import { canonicalJson, sha256Hex, type JsonValue } from '@steward/core/canonical';
import { DomainError } from '@steward/core/errors';
import { createId } from '@steward/core/identity';
import type { AddTransaction, EditResult } from '@steward/core/ledger';
import { normalisePayee } from '@steward/core/payees';
import type { WriteTx } from '@steward/db/client';
import { readAnswered, storeAnswer } from '@steward/db/decisions';
import { readAccount, readCategory, stageTransaction } from '@steward/db/ledger';
import { findPayees } from '@steward/db/payees';
import { randomBytes } from 'node:crypto';
import { applyChanges, type FieldChange } from '../changes/index.ts';
import type { LedgerEdit } from './edit.service.ts';
import type { LedgerChange } from './ledger.service.ts';

type Added = EditResult & { id: string };

/**
 * A transaction that somebody writes in by hand, with its payee where that is new, as one change set. Its category is
 * locked and learned.
 *
 * @throws DomainError `account` or `category` when there is none.
 */
export async function addTransaction(
  deps: LedgerEdit,
  { idempotencyKey, ...input }: AddTransaction,
): Promise<Added> {
  const { db, now, engine } = deps;
  const call = { key: `ledger.add ${idempotencyKey}`, requestHash: sha256Hex(canonicalJson(input)) };
  const answered = await db.read((orm) => readAnswered(orm, call));
  if (answered !== null) return answered as Added;
  const { result, payeeIds } = await db.write(async (tx) => {
    const written = await writeAdded(tx, deps, input);
    await storeAnswer(tx, { ...call, response: written.result, at: now() });
    return written;
  });
  await engine.redecide({ workspaceId: db.workspaceId, payeeIds });
  return result;
}

/** The same within a transaction that is more than that. Its reason is what the history says. */
export async function writeAdded(
  tx: WriteTx,
  { actor, now }: LedgerChange,
  { categoryId, reason, ...input }: Omit<AddTransaction, 'idempotencyKey'> & { reason?: string },
): Promise<{ result: Added; payeeIds: string[] }> {
  const at = now();
  const account = await readAccount(tx.orm, input.accountId);
  if (!account) {
    const message = `There is no account ${input.accountId} here.`;
    throw new DomainError({ code: 'not_found', reason: 'account', message });
  }
  await readCategory(tx.orm, categoryId);
  const { payeeId, changes } = await payeeOf(tx, input.payee, at);
  const id = createId('txn', { now: at, random: randomBytes });
  const splitId = createId('spl', { now: at, random: randomBytes });
  await stageTransaction(tx, { ...input, id, splitId, payeeId, currency: account.currency }, at);
  const set = (field: string, after: JsonValue) =>
    changes.push({ entity: 'transaction', entityId: id, field, after });
  set('exists', true);
  set('category', categoryId);
  set('categoryProvenance', { source: 'user', decisionId: null, isLocked: true, at: at.getTime() });
  const { changeSetId, payeeIds } = await applyChanges(tx, {
    ...{ kind: 'edit', actor, at, changes },
    reason: reason ?? `${input.payee} added by hand`,
  });
  return { result: { id, changeSetId, changed: 1 }, payeeIds };
}

/** The payee of a name, and what brings it in where it is new. */
async function payeeOf(
  tx: WriteTx,
  name: string,
  at: Date,
): Promise<{ payeeId: string; changes: FieldChange[] }> {
  const names = [{ importedName: name, normalised: normalisePayee(name) }];
  const { byImportedName, byNormalised } = await findPayees(tx.orm, names);
  const [{ normalised } = { normalised: name }] = names;
  const known = byImportedName.get(name) ?? byNormalised.get(normalised);
  if (byImportedName.has(name) && known !== undefined) return { payeeId: known, changes: [] };
  const payeeId = known ?? createId('pay', { now: at, random: randomBytes });
  const rest = { defaultCategoryId: null, learnMode: 'suggest', mergedIntoId: null };
  const payee = { id: payeeId, name, ...rest, createdAt: at.getTime() };
  const alias = { importedName: name, normalised, payeeId };
  return {
    payeeId,
    changes: [
      ...(known === undefined
        ? [{ entity: 'payee' as const, entityId: payeeId, field: 'exists', after: payee }]
        : []),
      { entity: 'alias', entityId: name, field: 'exists', after: alias },
    ],
  };
}
