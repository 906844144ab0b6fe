import { DomainError } from '@steward/core/errors';
import { createId } from '@steward/core/identity';
import {
  checkSplits,
  sameTagsOnce,
  type EditResult,
  type EditTransaction,
  type TransactionDetail,
} from '@steward/core/ledger';
import type { WriteTx } from '@steward/db/client';
import { readTransaction, readUsableCategories } from '@steward/db/ledger';
import { randomBytes } from 'node:crypto';
import { applyChanges, type FieldChange } from '../changes/index.ts';
import type { Engine } from '../engine/index.ts';
import type { LedgerChange } from './ledger.service.ts';

export interface LedgerEdit extends LedgerChange {
  engine: Pick<Engine, 'redecide'>;
}

/**
 * Notes, tags, state and splits of one transaction, as one change set. A category that a person gives the whole transaction is
 * locked and learned; where there are several splits the transaction has none of its own, and what it taught is taken back.
 *
 * @throws DomainError `changed_since` when it is another one than was seen, `reconciled`, `split_sum`, `category`.
 */
export async function editTransaction(
  { db, actor, now, engine }: LedgerEdit,
  { id, version, ...edit }: EditTransaction,
): Promise<EditResult> {
  const at = now();
  const { changeSetId, payeeIds } = await db.write(async (tx) => {
    const transaction = await findTransaction(tx, id);
    const changes: FieldChange[] = [];
    const set = (field: string, after: FieldChange['after']) =>
      changes.push({ entity: 'transaction', entityId: id, field, after });
    if (edit.notes !== undefined) set('notes', edit.notes);
    if (edit.state !== undefined) set('status', edit.state);
    if (edit.tags !== undefined) set('tags', sameTagsOnce(edit.tags));
    if (edit.splits !== undefined)
      changes.push(...(await splitChanges(tx, { transaction, splits: edit.splits, at })));
    return applyChanges(tx, {
      ...({ kind: 'edit', actor, at, changes } as const),
      reason: reasonOf(transaction, edit),
      expectedVersions: { [id]: version },
    });
  });
  if (payeeIds.length > 0) await engine.redecide({ workspaceId: db.workspaceId, payeeIds });
  return { changeSetId, changed: changeSetId === null ? 0 : 1 };
}

async function findTransaction(tx: WriteTx, id: string): Promise<TransactionDetail> {
  const found = await readTransaction(tx.orm, id);
  if (found) return found;
  const message = `There is no transaction ${id} here.`;
  throw new DomainError({ code: 'not_found', reason: 'transaction', message });
}

function reasonOf({ payeeName }: TransactionDetail, edit: Omit<EditTransaction, 'id' | 'version'>): string {
  if (edit.splits && edit.splits.length > 1) return `${payeeName} split into ${edit.splits.length}`;
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
  const after = splits.map(({ categoryId, amountMinor, memo }, position) => ({
    id: transaction.splits[position]?.id ?? createId('spl', { now: at, random: randomBytes }),
    ...{ categoryId, amountMinor, memo },
  }));
  const changes: FieldChange[] = [{ ...about, field: 'splits', after }];
  const whole = splits.length === 1 ? (splits[0]?.categoryId ?? null) : null;
  if (whole === transaction.categoryId) return changes;
  const provenance = { source: 'user', decisionId: null, isLocked: true, at: at.getTime() };
  return [...changes, { ...about, field: 'categoryProvenance', after: whole === null ? null : provenance }];
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
