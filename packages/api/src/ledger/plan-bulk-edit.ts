import type { ChangeSetItem } from '@steward/core/changes';
import { DomainError } from '@steward/core/errors';
import type { BulkEdit, BulkEditPreview, Transaction } from '@steward/core/ledger';
import type { Orm } from '@steward/db/client';
import {
  pageTransactions,
  readCategory,
  resolveFilter,
  summarise,
  type ListingKey,
} from '@steward/db/ledger';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { findProtected, type FieldChange } from '../changes/index.ts';
import type { LedgerChange } from './ledger.service.ts';
import { hasTooManyTags, tagsWanted } from './bulk-tags.ts';
import { findTypedPayee } from './typed-payee.ts';

/** One change set of a person; what is larger is a rule's work. */
const MOST_EDITED = 20_000;
const PAGE = 200;
/** Rows that a preview shows: of those that would change, and of each reason why others stay. */
const [SHOWN, SHOWN_LEFT] = [10, 3];

export interface BulkPlan {
  preview: BulkEditPreview;
  /** What is to change, row by row. */
  items: ChangeSetItem[];
  /** What must be there before: a payee that is new. */
  before: FieldChange[];
  /** What is done, in a few words. */
  reason: string;
}

interface Planning extends Pick<LedgerChange, 'actor'> {
  edit: BulkEdit;
  at: Date;
}

/**
 * What a bulk edit would change and what it must leave, with why.
 *
 * @throws DomainError `nothing_asked`, `remove_alone`, `too_many`, `category`.
 */
export async function planBulkEdit(orm: Orm, { actor, edit, at }: Planning): Promise<BulkPlan> {
  const { wanted, before } = await wantedOf(orm, edit, at);
  const matching = await readMatching(orm, edit);
  const items = matching.flatMap((row) => itemsOf(row, wanted));
  const found = await findProtected(orm, { kind: 'edit', actor, items: [...before.map(toItem), ...items] });
  const why = new Map(found.map((obstacle) => [obstacle.entityId, obstacle.why as string]));
  // Alone a person may take one out of its reconciliation; with many it would go unseen.
  for (const { id, status } of matching) if (status === 'reconciled') why.set(id, 'reconciled');
  for (const item of items) if (hasTooManyTags(item)) why.set(item.entityId, 'too_many_tags');
  const touched = new Set(items.map(({ entityId }) => entityId));
  const changing = matching.filter(({ id }) => touched.has(id) && !why.has(id));
  const left = matching.filter(({ id }) => touched.has(id) && why.has(id));
  const refused = Map.groupBy(left, ({ id }) => toRefusal(why.get(id)));
  return {
    items: items.filter(({ entityId }) => !why.has(entityId)),
    before,
    reason: `${wanted.map(({ done }) => done).join(', ')} for ${changing.length}`,
    preview: {
      ...{ matching: matching.length, changing: changing.length },
      alreadySo: matching.length - touched.size,
      refused: [...refused].map(([reason, rows]) => ({
        ...{ why: reason, transactions: rows.length },
        examples: rows.slice(0, SHOWN_LEFT).map(toExample),
      })),
      examples: changing.slice(0, SHOWN).map((row) => ({ ...toExample(row), changes: wordsOf(row, wanted) })),
    },
  };
}

/**
 * How many a filter finds, or at least, where more than can be edited at once are refused before any is read.
 *
 * @throws DomainError `too_many`.
 */
export async function countMatching(orm: Orm, { filter }: BulkEdit): Promise<number> {
  const { transactions } = await summarise(orm, await resolveFilter(orm, filter));
  if (transactions > MOST_EDITED) throw tooMany();
  return transactions;
}

/** A field that all of them get. */
export interface Wanted {
  field: string;
  afterOf: (row: Transaction) => { value: ChangeSetItem['after']; text: string };
  beforeOf: (row: Transaction) => { value: ChangeSetItem['before']; text: string };
  /** What is done, as the history says it. */
  done: string;
}

/** The same value for every row. */
function same(value: ChangeSetItem['after'], text: string): Pick<Wanted, 'afterOf'> {
  return { afterOf: () => ({ value, text }) };
}

const isSame = (before: ChangeSetItem['before'], after: ChangeSetItem['after']) =>
  before === after || JSON.stringify(before) === JSON.stringify(after);

async function wantedOf(
  orm: Orm,
  { categoryId, payee, state, notes, addTags, removeTags, remove }: BulkEdit,
  at: Date,
): Promise<{ wanted: Wanted[]; before: FieldChange[] }> {
  const wanted: Wanted[] = [];
  const before: FieldChange[] = [];
  if (categoryId !== undefined) {
    const { name } = await readCategory(orm, categoryId);
    const beforeOf = (row: Transaction) => ({ value: row.categoryId, text: row.categoryName ?? '' });
    wanted.push({ field: 'category', ...same(categoryId, name), beforeOf, done: `Category ${name}` });
  }
  if (payee !== undefined) {
    const typed = await findTypedPayee(orm, payee, at);
    before.push(...typed.changes);
    const beforeOf = (row: Transaction) => ({ value: row.payeeId, text: row.payeeName });
    const done = `Payee ${payee}`;
    wanted.push({ field: 'payee', ...same(typed.payeeId, payee), beforeOf, done });
  }
  if (state !== undefined) {
    const beforeOf = ({ status }: Transaction) => ({ value: status, text: status });
    wanted.push({ field: 'status', ...same(state, state), beforeOf, done: `Status ${state}` });
  }
  if (notes !== undefined) {
    const beforeOf = (row: Transaction) => ({ value: row.notes, text: row.notes });
    wanted.push({ field: 'notes', ...same(notes, notes), beforeOf, done: 'Notes' });
  }
  const tags = await tagsWanted(orm, { addTags, removeTags });
  if (tags) wanted.push(tags);
  if (remove && wanted.length > 0) {
    const message = 'What is removed cannot be changed as well; do one of the two.';
    throw new DomainError({ code: 'invalid', reason: 'remove_alone', message });
  }
  if (remove) {
    const beforeOf = () => ({ value: true, text: 'in the ledger' });
    wanted.push({ field: 'exists', ...same(false, 'removed'), beforeOf, done: 'Removed' });
  }
  if (wanted.length > 0) return { wanted, before };
  const message = 'Say what to change: a category, a payee, a status, notes, tags, or that they are removed.';
  throw new DomainError({ code: 'invalid', reason: 'nothing_asked', message });
}

function itemsOf(row: Transaction, wanted: readonly Wanted[]): ChangeSetItem[] {
  return wanted.flatMap(({ field, afterOf, beforeOf }) => {
    const [before, after] = [beforeOf(row).value, afterOf(row).value];
    if (isSame(before, after)) return [];
    return [{ entity: 'transaction', entityId: row.id, field, before, after }];
  });
}

/** What is made is not there before. */
function toItem({ entity, entityId, field, after }: FieldChange): ChangeSetItem {
  return { entity, entityId, field, before: null, after };
}

function wordsOf(
  row: Transaction,
  wanted: readonly Wanted[],
): BulkEditPreview['examples'][number]['changes'] {
  return wanted.flatMap(({ field, afterOf, beforeOf }) => {
    const [before, after] = [beforeOf(row), afterOf(row)];
    if (isSame(before.value, after.value)) return [];
    return [{ field: field === 'exists' ? 'existence' : field, before: before.text, after: after.text }];
  });
}

function toExample({ id, date, payeeName, amountMinor, currency }: Transaction) {
  return { transactionId: id, date, payeeName, amountMinor, currency };
}

function toRefusal(why: string | undefined): BulkEditPreview['refused'][number]['why'] {
  const known = ['reconciled', 'splits', 'month_closed', 'too_many_tags'] as const;
  return known.find((one) => one === why) ?? 'other';
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
    if (rows.length > MOST_EDITED) throw tooMany();
    await nextTurn();
  } while (after !== null);
  return rows;
}

function tooMany(): DomainError {
  const most = MOST_EDITED.toLocaleString('en-GB');
  const message = `More than ${most} transactions match, more than can be changed at once. Narrow the filter, by days for instance.`;
  return new DomainError({ code: 'invalid', reason: 'too_many', message });
}
