import { SYSTEM_ACTOR } from '@steward/core/identity';
import type { WorkspaceDb, WriteTx } from '@steward/db/client';
import { readTransactionFeatures, type TransactionFeatures } from '@steward/db/decisions';
import {
  insertReviewItems,
  readWaitingPayees,
  refreshReviewValues,
  repointReviewItems,
  type NewReviewItem,
} from '@steward/db/review';
import type { WorkspaceModel } from '../learning/index.ts';
import { createCurrentSetting } from './current-setting.ts';
import {
  draftDecisions,
  storeDecisions,
  toStore,
  type DecisionDraft,
  type SubjectToDecide,
} from './decide.ts';
import { findNotToGive, giveDefaults } from './give-defaults.ts';

/** Decisions in one write transaction: short enough that other writers hardly wait. */
const CHUNK = 1_000;

interface DecideDeps {
  db: WorkspaceDb;
  model: WorkspaceModel;
  now: () => Date;
}

/**
 * Decides imported transactions for the first time. What has a payee whose default is given by itself gets it; the rest waits
 * in the review queue.
 */
export async function decideTransactions(deps: DecideDeps, transactionIds: readonly string[]): Promise<void> {
  const setting = await createCurrentSetting(deps.db, deps.model)();
  for (let start = 0; start < transactionIds.length; start += CHUNK) {
    const ids = transactionIds.slice(start, start + CHUNK);
    const now = deps.now();
    const rows = await deps.db.read((orm) => readTransactionFeatures(orm, ids));
    const hoped = draftDecisions(rows.map(toSubject), { ...setting, now, givesDefaults: true });
    await deps.db.write(async (tx) => {
      const notToGive = await findNotToGive(tx, hoped);
      const drafts = hoped.flatMap((draft) =>
        notToGive.has(draft.subject.id)
          ? draftDecisions([draft.subjectToDecide], { ...setting, now })
          : [draft],
      );
      await storeDecisions(tx, drafts.map(bySystem));
      await insertReviewItems(tx, drafts.map(toReviewItem), now);
      await giveDefaults(tx, drafts, now);
    });
  }
}

/**
 * Decides waiting transactions again after something was learned. Only what changed becomes a new
 * decision. Returns how many suggestions are another category now.
 */
export async function redecideTransactions(
  deps: DecideDeps,
  waiting: readonly {
    transactionId: string;
    categoryId: string | null;
    confidence: number | null;
    outcomeCode: string;
  }[],
): Promise<number> {
  const setting = await createCurrentSetting(deps.db, deps.model)();
  const before = new Map(waiting.map((item) => [item.transactionId, item]));
  const rows = await deps.db.read((orm) => readTransactionFeatures(orm, [...before.keys()]));
  const now = deps.now();
  const drafts = draftDecisions(rows.map(toSubject), { ...setting, now }).filter((draft) =>
    isNews(draft, before.get(draft.subject.id)),
  );
  const changed = drafts.filter((draft) => draft.prediction !== before.get(draft.subject.id)?.categoryId);
  if (drafts.length > 0) {
    await deps.db.write(async (tx) => {
      await storeDecisions(tx, drafts.map(bySystem));
      await repointReviewItems(tx, drafts.map(toReviewItem));
      await refreshAll(tx, drafts);
    });
  }
  return changed.length;
}

/** Payees whose items are put in order in one transaction. */
const ORDERED_AT_ONCE = 50;

/** Puts the whole queue in order, after many items came in. */
export async function orderQueue(db: WorkspaceDb): Promise<void> {
  const payeeIds = await db.read(readWaitingPayees);
  for (let start = 0; start < payeeIds.length; start += ORDERED_AT_ONCE) {
    await db.write((tx) => refreshReviewValues(tx, payeeIds.slice(start, start + ORDERED_AT_ONCE)));
  }
}

/** Below this a change of confidence is not worth a new decision. */
const NOTICEABLE = 0.005;

function isNews(
  draft: DecisionDraft,
  before: { categoryId: string | null; confidence: number | null; outcomeCode: string } | undefined,
): boolean {
  if (!before || draft.prediction !== before.categoryId || draft.outcomeReason.code !== before.outcomeCode)
    return true;
  return Math.abs((draft.confidence ?? 0) - (before.confidence ?? 0)) >= NOTICEABLE;
}

/** Brings the queue's order up to date for the payees of these transactions. */
async function refreshAll(tx: WriteTx, drafts: readonly DecisionDraft[]): Promise<void> {
  const payeeIds = new Set(
    drafts.flatMap(({ subjectToDecide: { payeeId } }) => (payeeId === null ? [] : [payeeId])),
  );
  await refreshReviewValues(tx, [...payeeIds]);
}

const bySystem = (draft: DecisionDraft) => toStore(draft, SYSTEM_ACTOR);

function toSubject(row: TransactionFeatures): SubjectToDecide {
  const { transactionId, ...subject } = row;
  return { type: 'transaction', id: transactionId, ...subject };
}

function toReviewItem(draft: DecisionDraft): NewReviewItem {
  const { subjectToDecide, prediction, confidence, outcomeReason } = draft;
  return {
    ...{ transactionId: draft.subject.id, decisionId: draft.id, payeeId: subjectToDecide.payeeId ?? '' },
    ...{ amountMinor: subjectToDecide.features.amountMinor, categoryId: prediction, confidence },
    ...{ outcomeCode: outcomeReason.code, outcomeMessage: outcomeReason.message },
    isAsked: subjectToDecide.isAsked,
  };
}
