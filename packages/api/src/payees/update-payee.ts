import { DomainError } from '@steward/core/errors';
import type { PayeesChanged, UpdatePayee } from '@steward/core/payees';
import type { WriteTx } from '@steward/db/client';
import { readPayee } from '@steward/db/payees';
import { listCategories } from '@steward/db/ledger';
import { applyChanges, type FieldChange } from '../changes/index.ts';
import type { Engine } from '../engine/index.ts';
import type { PayeeChange } from './change-payees.ts';

export interface PayeeUpdate extends PayeeChange {
  engine: Pick<Engine, 'redecide'>;
}

/**
 * Renames a payee, or says what becomes of its transactions: its default category, and whether that is suggested, given by
 * itself, or nothing is. What waits of it is decided anew.
 *
 * @throws DomainError `payee` or `category` when there is none, `payee_default` for one to be given by itself without a default.
 */
export async function updatePayee(
  { db, actor, now, engine }: PayeeUpdate,
  input: UpdatePayee,
): Promise<PayeesChanged> {
  const { id } = input;
  const changeSetId = await db.write(async (tx) => {
    const before = await standingPayee(tx, id);
    const wanted = { ...before, ...withoutUndefined(input) };
    const category = await usableCategory(tx, before.defaultCategoryId, wanted.defaultCategoryId);
    if (wanted.learnMode === 'auto' && wanted.defaultCategoryId === null) throw noDefault(before.name);
    const about = { entity: 'payee', entityId: id } as const;
    const changes: FieldChange[] = [
      { ...about, field: 'name', after: wanted.name },
      { ...about, field: 'defaultCategory', after: wanted.defaultCategoryId },
      { ...about, field: 'learnMode', after: wanted.learnMode },
    ];
    const reason = reasonOf(before, wanted, category);
    return (await applyChanges(tx, { kind: 'edit', actor, at: now(), reason, changes })).changeSetId;
  });
  const decidesAnew = input.learnMode !== undefined || input.defaultCategoryId !== undefined;
  if (changeSetId !== null && decidesAnew) {
    await engine.redecide({ workspaceId: db.workspaceId, payeeIds: [id] });
  }
  return { changeSetId, payeeId: id, moved: 0 };
}

type Standing = Required<Pick<UpdatePayee, 'name' | 'learnMode' | 'defaultCategoryId'>>;

async function standingPayee(tx: WriteTx, id: string): Promise<Standing> {
  const found = await readPayee(tx.orm, id);
  if (found?.mergedIntoId === null) {
    const { name, learnMode, defaultCategoryId } = found;
    return { name, learnMode, defaultCategoryId };
  }
  const message = `There is no payee ${id} here, or it was merged into another.`;
  throw new DomainError({ code: 'not_found', reason: 'payee', message });
}

/** The name of the category that becomes the default; null where none does. */
async function usableCategory(
  tx: WriteTx,
  before: string | null,
  wanted: string | null,
): Promise<string | null> {
  if (wanted === null) return null;
  const found = (await listCategories(tx.orm)).find(({ id }) => id === wanted);
  if (wanted === before) return found?.name ?? null;
  if (!found) {
    const message = `There is no category ${wanted} here, or it was merged or removed.`;
    throw new DomainError({ code: 'not_found', reason: 'category', message });
  }
  if (!found.isHidden) return found.name;
  const message = `${found.name} is archived and cannot be a default; bring it back, or choose another.`;
  throw new DomainError({ code: 'conflict', reason: 'category_archived', message });
}

function noDefault(name: string): DomainError {
  const message = `${name} has no default category; choose one for it to be given by itself.`;
  return new DomainError({ code: 'invalid', reason: 'payee_default', message });
}

const MODE_WORDS: Readonly<Record<Standing['learnMode'], string>> = {
  off: 'never asked about',
  suggest: 'asked about',
  auto: 'its default given by itself',
};

function reasonOf(before: Standing, wanted: Standing, category: string | null): string {
  const said: string[] = [];
  if (wanted.name !== before.name) said.push(`called ${wanted.name}`);
  if (wanted.defaultCategoryId !== before.defaultCategoryId) {
    said.push(category === null ? 'no default category' : `${category} by default`);
  }
  if (wanted.learnMode !== before.learnMode) said.push(MODE_WORDS[wanted.learnMode]);
  return `Payee ${before.name}: ${said.join(', ')}`;
}

function withoutUndefined({ name, learnMode, defaultCategoryId }: UpdatePayee): Partial<Standing> {
  return {
    ...(name !== undefined && { name }),
    ...(learnMode !== undefined && { learnMode }),
    ...(defaultCategoryId !== undefined && { defaultCategoryId }),
  };
}
