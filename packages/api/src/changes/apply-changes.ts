import type { CanonicalObject, JsonValue } from '@steward/core/canonical';
import {
  CHANGED_FIELDS,
  isSame,
  type ChangedEntity,
  type ChangeSetItem,
  type ChangeSetKind,
  type Obstacle,
} from '@steward/core/changes';
import { DomainError } from '@steward/core/errors';
import { createId, type Actor } from '@steward/core/identity';
import type { WriteTx } from '@steward/db/client';
import { readStanding } from '@steward/db/changes';
import { randomBytes } from 'node:crypto';
import { checkVersions } from './check-versions.ts';
import { findProtected } from './guards.ts';
import { markUntaught } from './mark-untaught.ts';
import { writeChangeSet, type WrittenChangeSet } from './write-change-set.ts';

/** What a field of an entity is to hold. */
export interface FieldChange {
  entity: ChangedEntity;
  entityId: string;
  /**
   * One of the entity's fields, or `exists`: true or false for a transaction or a category, whose row is there already or
   * stays, and for any other the whole row, or null.
   */
  field: string;
  after: JsonValue;
}

export interface ChangeRequest {
  kind: ChangeSetKind;
  actor: Actor;
  /** A few words on why, for the history. */
  reason: string;
  at: Date;
  changes: readonly FieldChange[];
  /** The versions of transactions that the one who asks has seen; others are not checked. */
  expectedVersions?: Readonly<Record<string, number>> | undefined;
  /** Chosen by who must know it before; then the change set is kept even when it changes nothing. */
  changeSetId?: string;
  /** What else the audit record says. */
  audit?: CanonicalObject;
}

export type AppliedChanges = Omit<WrittenChangeSet, 'changeSetId' | 'inUse'> & {
  /** null when everything stood as asked already; then nothing was written. */
  changeSetId: string | null;
};

/**
 * The one way to change the ledger: in the transaction it is given, it reads what stands, drops what is as asked already,
 * refuses what is protected, writes, and stores what changed as one change set that can be undone. Versions, labels, the
 * review queue and the audit chain follow.
 *
 * @throws DomainError `changed_since`, `reconciled`, `has_splits`, `in_use`, `taken` or `not_found`, and then nothing is written.
 */
export async function applyChanges(tx: WriteTx, request: ChangeRequest): Promise<AppliedChanges> {
  const { kind, actor, reason, at, changes, expectedVersions } = request;
  if (expectedVersions) await checkVersions(tx.orm, expectedVersions);
  const items = await toItems(tx, await markUntaught(tx.orm, changes));
  if (items.length === 0 && request.changeSetId === undefined) {
    return { changeSetId: null, items: [], learningSeqOf: new Map(), payeeIds: [] };
  }
  const [first] = await findProtected(tx.orm, { kind, actor, items });
  if (first) throw refusal(first);
  const id = request.changeSetId ?? createId('chg', { now: at, random: randomBytes });
  const { audit } = request;
  return writeChangeSet(tx, { id, kind, actor, reason, at, items, ...(audit && { audit }) });
}

/** @throws DomainError `not_found` for a field of what is not there. */
async function toItems(tx: WriteTx, changes: readonly FieldChange[]): Promise<ChangeSetItem[]> {
  const standing = await readStanding(tx.orm, changes);
  return changes.flatMap(({ entity, entityId, field, after }) => {
    if (!Object.hasOwn(CHANGED_FIELDS[entity], field)) throw new Error(`${entity} has no field ${field}`);
    const before = standing.of({ entity, entityId, field });
    if (before === undefined) {
      const message = `There is no ${entity} ${entityId} here.`;
      throw new DomainError({ code: 'not_found', reason: entity, message });
    }
    return isSame(after, before) && isSame(before, after) ? [] : [{ entity, entityId, field, before, after }];
  });
}

function refusal({ entity, entityId, why, found }: Obstacle): DomainError {
  switch (why) {
    case 'reconciled': {
      const message = `Transaction ${entityId} is reconciled and stays as it is.`;
      return new DomainError({ code: 'conflict', reason: 'reconciled', message });
    }
    case 'month_closed': {
      const message = `Transaction ${entityId} is of a closed month and stays as it is; open the month first.`;
      return new DomainError({ code: 'conflict', reason: 'month_closed', message });
    }
    case 'splits': {
      const message = `Transaction ${entityId} has several splits; change the category of one of them.`;
      return new DomainError({ code: 'conflict', reason: 'has_splits', message });
    }
    case 'needed': {
      const { entity: needed, id } = found as { entity: string; id: string };
      const message = `There is no ${needed} ${id} here, or it was merged or removed.`;
      return new DomainError({ code: 'not_found', reason: needed, message });
    }
    case 'taken':
    case 'changed':
    case 'in_use': {
      const message = `The ${entity} ${entityId} cannot be changed so: the same one is in the ledger already.`;
      return new DomainError({ code: 'conflict', reason: 'taken', message });
    }
  }
}
