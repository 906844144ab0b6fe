import { createId } from '@steward/core/identity';
import { normalisePayee } from '@steward/core/payees';
import type { Orm } from '@steward/db/client';
import { findPayeeByName, findPayees } from '@steward/db/payees';
import { randomBytes } from 'node:crypto';
import type { FieldChange } from '../changes/index.ts';

interface TypedPayee {
  payeeId: string;
  /** What brings it in where it is new, with its spelling. */
  changes: FieldChange[];
  /** What makes the name as it was typed one of its spellings. */
  spelling: FieldChange[];
}

/** The payee of a name that somebody typed: the one of that name, else the one that has it as a spelling, else a new one. */
export async function findTypedPayee(orm: Orm, name: string, at: Date): Promise<TypedPayee> {
  const normalised = normalisePayee(name);
  const { byImportedName, byNormalised } = await findPayees(orm, [{ importedName: name, normalised }]);
  const known =
    (await findPayeeByName(orm, name)) ?? byImportedName.get(name) ?? byNormalised.get(normalised);
  const payeeId = known ?? createId('pay', { now: at, random: randomBytes });
  const alias = { importedName: name, normalised, payeeId };
  const spelling: FieldChange[] = byImportedName.has(name)
    ? []
    : [{ entity: 'alias', entityId: name, field: 'exists', after: alias }];
  if (known !== undefined) return { payeeId, changes: [], spelling };
  const rest = { defaultCategoryId: null, learnMode: 'suggest', mergedIntoId: null };
  const row = { id: payeeId, name, ...rest, createdAt: at.getTime() };
  const made: FieldChange = { entity: 'payee', entityId: payeeId, field: 'exists', after: row };
  return { payeeId, changes: [made, ...spelling], spelling };
}

/** That a person set it, which nothing automatic overwrites. */
export function setByUser(at: Date) {
  return { source: 'user', decisionId: null, isLocked: true, at: at.getTime() };
}
