import { canonicalJson, sha256Hex, type JsonValue } from '@steward/core/canonical';
import { DomainError } from '@steward/core/errors';
import type { ApplyBulkEdit, BulkEdit, BulkEditPreview, EditResult } from '@steward/core/ledger';
import type { WriteTx } from '@steward/db/client';
import { readAnswered, storeAnswer } from '@steward/db/decisions';
import { randomUUID } from 'node:crypto';
import { applyChanges, REDECIDED_PAYEES, type FieldChange } from '../changes/index.ts';
import type { BulkEditor } from './bulk-editor.ts';
import type { LedgerEdit } from './edit.service.ts';
import type { LedgerChange } from './ledger.service.ts';
import { countMatching, planBulkEdit } from './plan-bulk-edit.ts';
import { setByUser } from './typed-payee.ts';

/** So many are read and changed at once; of more a thread takes care. */
const MOST_AT_ONCE = 100;

/** What a bulk edit would change and what it must leave, with why; nothing is written. */
export async function previewBulkEdit(
  { db, actor, now }: LedgerChange,
  edit: BulkEdit,
): Promise<BulkEditPreview> {
  return db.read(async (orm) => (await planBulkEdit(orm, { actor, edit, at: now() })).preview);
}

/**
 * Changes all that a filter finds and that may be changed, as one change set. `changing` is what the preview said: where it
 * is another number by now nothing is written. Called again with its key, it changes nothing.
 *
 * @throws DomainError `preview_outdated`, `too_many`, `nothing_asked`, `category`.
 */
export async function bulkEdit(deps: LedgerEdit, input: ApplyBulkEdit): Promise<EditResult> {
  const { payeeIds, ...result } = await writeBulkEdit(deps, input);
  await redecide(deps, payeeIds);
  return result;
}

async function redecide({ db, engine }: LedgerEdit, payeeIds: readonly string[]): Promise<void> {
  if (payeeIds.length === 0) return;
  await engine.redecide({ workspaceId: db.workspaceId, payeeIds: payeeIds.slice(0, REDECIDED_PAYEES) });
}

export type WrittenBulkEdit = EditResult & { payeeIds: string[] };

/** The change itself. */
export async function writeBulkEdit(
  { db, actor, now }: LedgerChange,
  { changing, idempotencyKey = randomUUID(), ...edit }: ApplyBulkEdit,
): Promise<WrittenBulkEdit> {
  const requestHash = sha256Hex(
    canonicalJson(JSON.parse(JSON.stringify({ ...edit, changing })) as JsonValue),
  );
  const call = { key: `ledger.bulk ${idempotencyKey}`, requestHash };
  const answered = (await db.read((orm) => readAnswered(orm, call))) as EditResult | null;
  if (answered !== null) return { ...answered, payeeIds: [] };
  return db.write(async (tx) => {
    const at = now();
    const plan = await planBulkEdit(tx.orm, { actor, edit, at });
    if (plan.preview.changing !== changing) throw outdated(plan.preview.changing, changing);
    const { payeeIds, ...result } = await applyPlan(tx, { actor, at, plan });
    await storeAnswer(tx, { ...call, response: result, at });
    return { ...result, payeeIds };
  });
}

interface Applying extends Pick<LedgerChange, 'actor'> {
  at: Date;
  plan: Awaited<ReturnType<typeof planBulkEdit>>;
}

async function applyPlan(tx: WriteTx, { actor, at, plan }: Applying): Promise<WrittenBulkEdit> {
  const { preview, items, before, reason } = plan;
  if (preview.changing === 0) return { changeSetId: null, changed: 0, payeeIds: [] };
  const changes = items.flatMap(({ entity, entityId, field, after }): FieldChange[] => {
    const change = { entity, entityId, field, after };
    if (field !== 'category' && field !== 'payee') return [change];
    return [change, { entity, entityId, field: `${field}Provenance`, after: setByUser(at) }];
  });
  const made = { kind: 'edit', actor, at, reason, changes: [...before, ...changes] } as const;
  const { changeSetId, payeeIds } = await applyChanges(tx, made);
  return { changeSetId, changed: preview.changing, payeeIds };
}

function outdated(now: number, then: number): DomainError {
  const message = `${now} transactions would change by now, not ${then}. Look at the preview again.`;
  return new DomainError({ code: 'conflict', reason: 'preview_outdated', message });
}

export interface BulkEditDeps extends LedgerEdit {
  editor: BulkEditor;
}

/** A preview of any size: of many transactions a thread takes care, so that other work of this process goes on. */
export async function requestPreview(deps: BulkEditDeps, edit: BulkEdit): Promise<BulkEditPreview> {
  const { db, actor, editor } = deps;
  const matching = await db.read((orm) => countMatching(orm, edit));
  if (matching <= MOST_AT_ONCE) return previewBulkEdit(deps, edit);
  return editor.preview({ workspaceId: db.workspaceId, actor, edit });
}

/** A bulk edit of any size, as `bulkEdit` says. */
export async function requestBulkEdit(deps: BulkEditDeps, input: ApplyBulkEdit): Promise<EditResult> {
  const { db, actor, editor } = deps;
  const matching = await db.read((orm) => countMatching(orm, input));
  if (matching <= MOST_AT_ONCE) return bulkEdit(deps, input);
  const { payeeIds, ...result } = await editor.apply({ workspaceId: db.workspaceId, actor, edit: input });
  await redecide(deps, payeeIds);
  return result;
}
