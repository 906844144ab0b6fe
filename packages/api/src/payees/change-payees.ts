import { DomainError } from '@steward/core/errors';
import { createId, type Actor } from '@steward/core/identity';
import type { MergePayees, MoveAlias, PayeesChanged } from '@steward/core/payees';
import type { WorkspaceDb, WriteTx } from '@steward/db/client';
import { listAliasesOf, readAlias, readPayeeNames, readTransactionIdsOf } from '@steward/db/payees';
import { randomBytes } from 'node:crypto';
import { applyChanges, type FieldChange } from '../changes/index.ts';

/** Who changes payees, where and when. */
export interface PayeeChange {
  db: WorkspaceDb;
  actor: Actor;
  now: () => Date;
}

/**
 * Makes one payee a part of another: its transactions and spellings go over. To be undone like any change.
 *
 * @throws DomainError `payee` when one is not there or was merged before, `payee_merge` when they are the same.
 */
export async function mergePayees(
  { db, actor, now }: PayeeChange,
  { payeeId: from, intoPayeeId: into }: MergePayees,
): Promise<PayeesChanged> {
  return db.write(async (tx) => {
    const [fromName, intoName] = [await nameOf(tx, from), await nameOf(tx, into)];
    if (from === into) {
      const message = `${fromName} cannot be merged into itself; choose another payee.`;
      throw new DomainError({ code: 'invalid', reason: 'payee_merge', message });
    }
    const ids = await readTransactionIdsOf(tx.orm, from);
    const aliases = await listAliasesOf(tx.orm, from);
    const changes = [
      ...ids.map((entityId): FieldChange => ({
        entity: 'transaction',
        entityId,
        field: 'payee',
        after: into,
      })),
      ...aliases.map((entityId): FieldChange => ({ entity: 'alias', entityId, field: 'payee', after: into })),
      { entity: 'payee', entityId: from, field: 'mergedInto', after: into } satisfies FieldChange,
    ];
    const reason = `Payee ${fromName} merged into ${intoName}`;
    const { changeSetId } = await applyChanges(tx, { kind: 'edit', actor, at: now(), reason, changes });
    return { changeSetId, payeeId: into, moved: ids.length };
  });
}

/**
 * Gives a spelling, and the transactions that came in under it, to another payee or to a new one of its name.
 *
 * @throws DomainError `alias` or `payee` when there is none.
 */
export async function moveAlias(
  change: PayeeChange,
  { importedName, payeeId }: MoveAlias,
): Promise<PayeesChanged> {
  const { db, actor, now } = change;
  return db.write(async (tx) => {
    const at = now();
    const alias = await readAlias(tx.orm, importedName);
    if (alias === null) {
      const message = `No payee has the spelling “${importedName}” here.`;
      throw new DomainError({ code: 'not_found', reason: 'alias', message });
    }
    const target =
      payeeId === null
        ? newPayee(importedName, at)
        : { id: payeeId, name: await nameOf(tx, payeeId), changes: [] };
    const ids = await readTransactionIdsOf(tx.orm, alias.payeeId, [importedName]);
    const reason = `“${importedName}” is ${target.name}`;
    const changes = [...target.changes, ...goOver({ ids, aliases: [importedName], payeeId: target.id })];
    const { changeSetId } = await applyChanges(tx, { kind: 'edit', actor, at, reason, changes });
    return { changeSetId, payeeId: target.id, moved: ids.length };
  });
}

/** Transactions and spellings become another payee's. */
export function goOver(of: {
  ids: readonly string[];
  aliases: readonly string[];
  payeeId: string;
}): FieldChange[] {
  const { ids, aliases, payeeId: after } = of;
  return [
    ...ids.map((entityId): FieldChange => ({ entity: 'transaction', entityId, field: 'payee', after })),
    ...aliases.map((entityId): FieldChange => ({ entity: 'alias', entityId, field: 'payee', after })),
  ];
}

/** A payee that is to be made, with the change that makes it. */
export function newPayee(name: string, at: Date): { id: string; name: string; changes: FieldChange[] } {
  const id = createId('pay', { now: at, random: randomBytes });
  const row = {
    ...{ id, name, defaultCategoryId: null, learnMode: 'suggest', mergedIntoId: null },
    createdAt: at.getTime(),
  };
  return { id, name, changes: [{ entity: 'payee', entityId: id, field: 'exists', after: row }] };
}

/** @throws DomainError `payee` when there is none. */
async function nameOf(tx: WriteTx, id: string): Promise<string> {
  const name = (await readPayeeNames(tx.orm, [id])).get(id);
  if (name !== undefined) return name;
  throw new DomainError({
    code: 'not_found',
    reason: 'payee',
    message: `There is no payee ${id} here, or it was merged into another.`,
  });
}
