/** What a transaction teaches the model, and what it has taught it so far. */
export interface TaughtTransaction {
  transactionId: string;
  /** Whether it is in the ledger. */
  stands: boolean;
  /** Of the one split; null where there are several. */
  categoryId: string | null;
  source: 'user' | 'rule' | 'model' | 'import' | null;
  /** The learning event that stands for it, and the category that it taught; null where there is none. */
  learningSeq: number | null;
  learnedCategoryId: string | null;
}

/** What an automatic decision says teaches nothing: the model would learn from itself. */
const TEACHING: ReadonlySet<string | null> = new Set(['user', 'import']);

/** The category that a transaction teaches; null where it teaches none. */
export function labelOf({ stands, categoryId, source }: TaughtTransaction): string | null {
  return stands && TEACHING.has(source) ? categoryId : null;
}

export interface LabelChange {
  transactionId: string;
  /** The learning event to take back. */
  withdrawn: number | null;
  /** The category to learn. */
  learned: string | null;
  /** The learning event that goes on standing. */
  kept: number | null;
}

interface LabelTurn {
  before: TaughtTransaction | undefined;
  after: TaughtTransaction;
  /** Whether what the model sees of it is another: then the label is learned anew. */
  isOther?: boolean;
  /** Follows merges of categories: what was learned of a category counts as learned of the one that it was merged into. */
  intoOf: (categoryId: string) => string;
}

/**
 * What to withdraw and what to learn after a change, so that the labels are those of the ledger as it stands. A label that
 * the change left alone is left alone, learned or not.
 */
export function labelChangeOf({ before, after, isOther = false, intoOf }: LabelTurn): LabelChange {
  const { transactionId } = after;
  const { learningSeq = null, learnedCategoryId = null } = before ?? {};
  const label = labelOf(after);
  const wanted = label === null ? null : intoOf(label);
  const had = learningSeq === null ? (before ? labelOf(before) : null) : learnedCategoryId;
  const isLearned = learningSeq !== null && wanted !== null;
  if (wanted === (had === null ? null : intoOf(had)) && !(isOther && isLearned)) {
    return { transactionId, withdrawn: null, learned: null, kept: learningSeq };
  }
  return { transactionId, withdrawn: learningSeq, learned: label, kept: null };
}
