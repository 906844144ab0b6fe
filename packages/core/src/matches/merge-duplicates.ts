import { DomainError } from '../errors/index.ts';
import { toTags } from '../ledger/index.ts';

interface MergedSplit {
  id: string;
  categoryId: string | null;
  amountMinor: number;
  memo: string;
}

/** What of a transaction counts when two turn out to be one. */
export interface MergeSide {
  id: string;
  status: 'pending' | 'posted' | 'reconciled';
  notes: string;
  tags: readonly string[];
  categoryId: string | null;
  /** Who set the category; null where nobody did. */
  categorySource: 'user' | 'rule' | 'model' | 'import' | null;
  splits: readonly MergedSplit[];
}

interface DuplicateMerge {
  keptId: string;
  goneId: string;
  /** What the one that is kept takes over; what is absent stays as it is. */
  notes?: string;
  tags?: string[];
  categoryId?: string;
  splits?: readonly MergedSplit[];
}

/**
 * Which of two transactions that are one is kept, and what it takes over of the other. Kept is the reconciled one, which takes
 * over nothing; else the one that is posted where the other is pending; else the first. Category and splits that a person set
 * win over those that nobody did, and any over none; notes and tags of both are kept.
 *
 * @throws DomainError `both_reconciled`: neither may be altered.
 */
export function mergeDuplicates(first: MergeSide, second: MergeSide): DuplicateMerge {
  if (first.status === 'reconciled' && second.status === 'reconciled') {
    const message =
      'Both transactions are reconciled and stay as they are; take one out of its reconciliation first.';
    throw new DomainError({ code: 'conflict', reason: 'both_reconciled', message });
  }
  const isSecondKept =
    second.status === 'reconciled' || (first.status === 'pending' && second.status === 'posted');
  const [kept, gone] = isSecondKept ? [second, first] : [first, second];
  const merge: DuplicateMerge = { keptId: kept.id, goneId: gone.id };
  if (kept.status === 'reconciled') return merge;
  if (gone.notes !== '' && !kept.notes.includes(gone.notes)) {
    merge.notes = [kept.notes, gone.notes].filter(Boolean).join('\n');
  }
  const tags = toTags([...kept.tags, ...gone.tags]);
  if (tags.length > kept.tags.length) merge.tags = tags;
  if (!isBetter(gone, kept)) return merge;
  if (gone.splits.length > 1 || kept.splits.length > 1) merge.splits = gone.splits;
  else if (gone.categoryId !== null) merge.categoryId = gone.categoryId;
  return merge;
}

function isBetter(gone: MergeSide, kept: MergeSide): boolean {
  const isPersonal = ({ categorySource }: MergeSide) => categorySource === 'user';
  const hasAny = ({ categoryId, splits }: MergeSide) => categoryId !== null || splits.length > 1;
  if (!hasAny(gone)) return false;
  return (isPersonal(gone) && !isPersonal(kept)) || !hasAny(kept);
}
