import { DomainError } from '@steward/core/errors';
import { createId } from '@steward/core/identity';
import type { SavedView, SaveView } from '@steward/core/ledger';
import { appendAudit } from '@steward/db/audit';
import type { WriteTx } from '@steward/db/client';
import { insertView, listViews, removeView, renameView } from '@steward/db/ledger';
import { randomBytes } from 'node:crypto';
import type { LedgerChange } from './ledger.service.ts';

/** More than anybody finds a way among. */
const MOST_VIEWS = 100;

/** @throws DomainError `view_name` when there is one of this name. */
export async function saveView({ db, actor, now }: LedgerChange, input: SaveView): Promise<SavedView> {
  const at = now();
  const view: SavedView = { ...input, id: createId('viw', { now: at, random: randomBytes }) };
  await db.write(async (tx) => {
    const views = await refuseTaken(tx, view);
    if (views.length >= MOST_VIEWS) {
      const message = `There are ${MOST_VIEWS} views already; remove one first.`;
      throw new DomainError({ code: 'conflict', reason: 'too_many_views', message });
    }
    await insertView(tx, view, at);
    await record(tx, { actor, at, before: null, after: view });
  });
  return view;
}

/** @throws DomainError `view` or `view_name` when there is none, or another one has the name. */
export async function changeViewName(
  { db, actor, now }: LedgerChange,
  { id, name }: { id: string; name: string },
): Promise<SavedView> {
  const at = now();
  return db.write(async (tx) => {
    const before = await findView(tx, id);
    const after = { ...before, name };
    await refuseTaken(tx, after);
    if (name !== before.name) {
      await renameView(tx, { id, name });
      await record(tx, { actor, at, before, after });
    }
    return after;
  });
}

/** Removes a view; the transactions it showed stay as they are. */
export async function dropView({ db, actor, now }: LedgerChange, id: string): Promise<SavedView> {
  const at = now();
  return db.write(async (tx) => {
    const before = await findView(tx, id);
    await removeView(tx, id);
    await record(tx, { actor, at, before, after: null });
    return before;
  });
}

async function findView(tx: WriteTx, id: string): Promise<SavedView> {
  const found = (await listViews(tx.orm)).find((view) => view.id === id);
  if (found) return found;
  throw new DomainError({ code: 'not_found', reason: 'view', message: `There is no view ${id} here.` });
}

async function refuseTaken(tx: WriteTx, { id, name }: SavedView): Promise<SavedView[]> {
  const views = await listViews(tx.orm);
  if (!views.some((view) => view.name === name && view.id !== id)) return views;
  const message = `There is a view named ${name} already; choose another name, or remove that one.`;
  throw new DomainError({ code: 'conflict', reason: 'view_name', message });
}

interface ViewChange extends Pick<LedgerChange, 'actor'> {
  at: Date;
  before: SavedView | null;
  after: SavedView | null;
}

async function record(tx: WriteTx, { actor, at, before, after }: ViewChange): Promise<void> {
  const subject = (after ?? before)?.id ?? '';
  await appendAudit(tx, [
    {
      ...({ at, actor, action: 'configuration_change', system: 'ledger', subject } as const),
      payload: { entity: 'view', before, after },
    },
  ]);
}
