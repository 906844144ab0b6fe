import { DomainError } from '@steward/core/errors';
import { createId } from '@steward/core/identity';
import {
  checkSplits,
  type EditResult,
  type EditTransaction,
  type TransactionDetail,
} from '@steward/core/ledger';
import type { WriteTx } from '@steward/db/client';
import { readTransaction, readUsableCategories } from '@steward/db/ledger';
import { randomBytes } from 'node:crypto';
import { applyChanges, checkVersions, type FieldChange } from '../changes/index.ts';
import type { Engine } from '../engine/index.ts';
import { proposeMatchesByHand } from '../matches/index.ts';
import { factChanges } from './bank-facts.ts';
import type { LedgerChange } from './ledger.service.ts';
import { spellTags } from './spell-tags.ts';
import { findTypedPayee, setByUser } from './typed-payee.ts';

export interface LedgerEdit extends LedgerChange {
  engine: Pick<Engine, 'redecide'>;
}

type Edit = Omit<EditTransaction, 'id' | 'version'>;

/**
 * Any field of one transaction that a person may change, as one change set. A category that a person gives the whole
 * transaction is locked and learned; where there are several splits the transaction has none of its own, and what it taught
 * is taken back. What was entered by hand and is of another day, amount or account is looked at anew.
 *
 * @throws DomainError `changed_since` when it is another one than was seen, `reconciled`, `month_closed`, `imported`,
 * `split_sum`, `category`, `account`.
 */
export async function editTransaction(
  deps: LedgerEdit,
  { id, version, ...edit }: EditTransaction,
): Promise<EditResult> {
  const { db, actor, now, engine } = deps;
  const at = now();
  const { changeSetId, payeeIds, items } = await db.write(async (tx) => {
    const transaction = await findTransaction(tx, id);
    await checkVersions(tx.orm, { [id]: version });
    return applyChanges(tx, {
      ...({ kind: 'edit', actor, at } as const),
      changes: await changesOf(tx, { transaction, edit, at }),
      reason: reasonOf(transaction, edit),
    });
  });
  if (payeeIds.length > 0) await engine.redecide({ workspaceId: db.workspaceId, payeeIds });
  if (items.some(({ field }) => FACTS.has(field))) await proposeMatchesByHand(deps, id);
  return { changeSetId, changed: changeSetId === null ? 0 : 1 };
}

const FACTS: ReadonlySet<string> = new Set(['account', 'date', 'amount']);

async function findTransaction(tx: WriteTx, id: string): Promise<TransactionDetail> {
  const found = await readTransaction(tx.orm, id);
  if (found) return found;
  const message = `There is no transaction ${id} here.`;
  throw new DomainError({ code: 'not_found', reason: 'transaction', message });
}

interface Editing {
  transaction: TransactionDetail;
  edit: Edit;
  at: Date;
}

async function changesOf(tx: WriteTx, { transaction, edit, at }: Editing): Promise<FieldChange[]> {
  const { notes, state, payee, tags, splits } = edit;
  const changes = await factChanges(tx.orm, transaction, edit);
  const set = (field: string, after: FieldChange['after']) =>
    changes.push({ entity: 'transaction', entityId: transaction.id, field, after });
  if (notes !== undefined) set('notes', notes);
  if (tags !== undefined) set('tags', await spellTags(tx.orm, tags));
  if (state !== undefined) set('status', state);
  if (payee !== undefined && payee !== transaction.payeeName) {
    const typed = await findTypedPayee(tx.orm, payee, at);
    changes.push(...typed.changes);
    set('payee', typed.payeeId);
    set('payeeProvenance', setByUser(at));
  }
  if (splits !== undefined) {
    const amountMinor = edit.amountMinor ?? transaction.amountMinor;
    const whole = { ...transaction, amountMinor };
    changes.push(...(await splitChanges(tx, { transaction: whole, splits, at })));
  }
  return changes;
}

function reasonOf({ payeeName }: TransactionDetail, { splits, payee }: Edit): string {
  if (splits && splits.length > 1) return `${payeeName} split into ${splits.length}`;
  if (payee !== undefined && payee !== payeeName) return `${payeeName} is ${payee}`;
  return `${payeeName} edited`;
}

interface Splitting {
  transaction: TransactionDetail;
  splits: NonNullable<EditTransaction['splits']>;
  at: Date;
}

async function splitChanges(tx: WriteTx, { transaction, splits, at }: Splitting): Promise<FieldChange[]> {
  checkSplits(transaction, splits);
  const given = splits.flatMap(({ categoryId }) => categoryId ?? []);
  await refuseUnusable(tx, given);
  const about = { entity: 'transaction', entityId: transaction.id } as const;
  const parts = splits.map(({ categoryId, amountMinor, memo }, position) => ({
    id: transaction.splits[position]?.id ?? createId('spl', { now: at, random: randomBytes }),
    ...{ categoryId, amountMinor, memo },
  }));
  const changes: FieldChange[] = [{ ...about, field: 'splits', after: parts }];
  const whole = splits.length === 1 ? (splits[0]?.categoryId ?? null) : null;
  if (whole === transaction.categoryId) return changes;
  const after = whole === null ? null : setByUser(at);
  return [...changes, { ...about, field: 'categoryProvenance', after }];
}

/** @throws DomainError `category` naming one that is none, or was merged or removed. */
async function refuseUnusable(tx: WriteTx, ids: readonly string[]): Promise<void> {
  const usable = await readUsableCategories(tx.orm, ids);
  const other = ids.find((id) => !usable.has(id));
  if (other === undefined) return;
  const message = `There is no category ${other} here, or it was merged or removed.`;
  throw new DomainError({ code: 'not_found', reason: 'category', message });
}

/** Takes a transaction out of the ledger; undo brings it back. */
export async function removeTransaction(
  { db, actor, now }: LedgerChange,
  { id, version }: { id: string; version: number },
): Promise<EditResult> {
  const at = now();
  const { changeSetId } = await db.write(async (tx) => {
    const { payeeName } = await findTransaction(tx, id);
    return applyChanges(tx, {
      ...({ kind: 'edit', actor, at, reason: `${payeeName} removed` } as const),
      changes: [{ entity: 'transaction', entityId: id, field: 'exists', after: false }],
      expectedVersions: { [id]: version },
    });
  });
  return { changeSetId, changed: 1 };
}
