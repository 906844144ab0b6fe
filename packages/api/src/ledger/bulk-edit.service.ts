import { isSame, type ChangeSetItem } from '@steward/core/changes';
import { DomainError } from '@steward/core/errors';
import {
  changeTags,
  type BulkEdit,
  type BulkEditPreview,
  type EditResult,
  type Transaction,
} from '@steward/core/ledger';
import type { Orm } from '@steward/db/client';
import { pageTransactions, readCategory, resolveFilter, type ListingKey } from '@steward/db/ledger';
import { applyChanges, findProtected, type FieldChange } from '../changes/index.ts';
import type { LedgerEdit } from './edit.service.ts';
import type { LedgerChange } from './ledger.service.ts';

/** One change set of a person; what is larger is a rule's work. */
const MOST_EDITED = 5_000;
const PAGE = 500;

/** What a bulk edit would change and what it must leave, with why; nothing is written. */
export async function previewBulkEdit(
  { db, actor }: Pick<LedgerChange, 'db' | 'actor'>,
  edit: BulkEdit,
): Promise<BulkEditPreview> {
  return db.read(async (orm) => (await planBulkEdit(orm, { actor, edit })).preview);
}

/**
 * Changes all that a filter finds and that may be changed, as one change set. `changing` is what the preview said: where it
 * is another number by now nothing is written.
 *
 * @throws DomainError `preview_outdated`, `too_many`, `nothing_asked`, `category`.
 */
export async function bulkEdit(
  { db, actor, now, engine }: LedgerEdit,
  { changing, ...edit }: BulkEdit & { changing: number },
): Promise<EditResult> {
  const at = now();
  const { changeSetId, payeeIds } = await db.write(async (tx) => {
    const { preview, items } = await planBulkEdit(tx.orm, { actor, edit });
    const ids = new Set(items.map(({ entityId }) => entityId));
    if (preview.changing !== changing) {
      const message = `${preview.changing} transactions would change by now, not ${changing}. Look at the preview again.`;
      throw new DomainError({ code: 'conflict', reason: 'preview_outdated', message });
    }
    const provenance = { source: 'user', decisionId: null, isLocked: true, at: at.getTime() };
    const changes: FieldChange[] = [
      ...items,
      ...[...ids].flatMap((entityId): FieldChange[] =>
        edit.categoryId === undefined
          ? []
          : [{ entity: 'transaction', entityId, field: 'categoryProvenance', after: provenance }],
      ),
    ];
    return applyChanges(tx, {
      kind: 'edit',
      actor,
      at,
      changes,
      reason: await reasonOf(tx.orm, edit, ids.size),
    });
  });
  if (payeeIds.length > 0) await engine.redecide({ workspaceId: db.workspaceId, payeeIds });
  return { changeSetId, changed: changeSetId === null ? 0 : changing };
}

async function reasonOf(orm: Orm, edit: BulkEdit, n: number): Promise<string> {
  const { categoryId, state, addTags = [], removeTags = [] } = edit;
  const tags = [...addTags.map((tag) => `tag ${tag}`), ...removeTags.map((tag) => `no tag ${tag}`)].join(
    ', ',
  );
  const category = categoryId === undefined ? '' : `Category ${(await readCategory(orm, categoryId)).name}`;
  return `${[category, state ?? '', tags].filter(Boolean).join(', ')} for ${n}`;
}

interface Planning extends Pick<LedgerChange, 'actor'> {
  edit: BulkEdit;
}

interface Planned {
  preview: BulkEditPreview;
  /** Of those that will change. */
  items: ChangeSetItem[];
}

async function planBulkEdit(orm: Orm, { actor, edit }: Planning): Promise<Planned> {
  const { categoryId, state, addTags = [], removeTags = [] } = edit;
  if (categoryId === undefined && state === undefined && addTags.length + removeTags.length === 0) {
    const message = 'Say what to change: a category, a state or tags.';
    throw new DomainError({ code: 'invalid', reason: 'nothing_asked', message });
  }
  if (edit.categoryId !== undefined) await readCategory(orm, edit.categoryId);
  const matching = await readMatching(orm, edit);
  const items = matching.flatMap((row) => itemsOf(row, edit));
  const found = await findProtected(orm, { kind: 'edit', actor, items });
  const why = new Map(found.map((obstacle) => [obstacle.entityId, obstacle.why]));
  const refused = Map.groupBy(why.values(), (reason) => toRefusal(reason));
  const changed = new Set(items.map(({ entityId }) => entityId));
  const ids = [...changed].filter((id) => !why.has(id));
  return {
    items: items.filter(({ entityId }) => !why.has(entityId)),
    preview: {
      ...{ matching: matching.length, changing: ids.length, alreadySo: matching.length - changed.size },
      refused: [...refused].map(([reason, of]) => ({ why: reason, transactions: of.length })),
    },
  };
}

/** What of a transaction would be other than it is. */
function itemsOf(row: Transaction, { categoryId, state, addTags, removeTags }: BulkEdit): ChangeSetItem[] {
  const tags = changeTags(row.tags, { add: addTags, remove: removeTags });
  const about = { entity: 'transaction', entityId: row.id } as const;
  const items: ChangeSetItem[] = [
    ...(categoryId === undefined
      ? []
      : [{ ...about, field: 'category', before: row.categoryId, after: categoryId }]),
    ...(state === undefined ? [] : [{ ...about, field: 'status', before: row.status, after: state }]),
    { ...about, field: 'tags', before: [...row.tags], after: tags },
  ];
  return items.filter(({ before, after }) => !isSame(before, after));
}

function toRefusal(why: string): BulkEditPreview['refused'][number]['why'] {
  return why === 'reconciled' || why === 'splits' || why === 'month_closed' ? why : 'other';
}

/** @throws DomainError `too_many` for a filter that finds more than one change set may change. */
async function readMatching(orm: Orm, { filter }: BulkEdit): Promise<Transaction[]> {
  const resolved = await resolveFilter(orm, filter);
  const rows: Transaction[] = [];
  let after: ListingKey | null = null;
  do {
    const page = await pageTransactions(orm, resolved, { sort: 'newest', after, limit: PAGE, offset: 0 });
    rows.push(...page.items);
    after = page.next;
    if (rows.length > MOST_EDITED) {
      const message = `More than ${MOST_EDITED} transactions match, more than can be changed at once. Narrow the filter.`;
      throw new DomainError({ code: 'invalid', reason: 'too_many', message });
    }
  } while (after !== null);
  return rows;
}
