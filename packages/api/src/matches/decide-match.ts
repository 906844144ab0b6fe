import type { UndoResult } from '@steward/core/changes';
import { DomainError } from '@steward/core/errors';
import { createId } from '@steward/core/identity';
import type { TransactionDetail } from '@steward/core/ledger';
import { mergeDuplicates, type Match, type MatchDecision, type MergeSide } from '@steward/core/matches';
import type { WriteTx } from '@steward/db/client';
import { readTransaction } from '@steward/db/ledger';
import { readMatch, readMatchDecision } from '@steward/db/matches';
import { randomBytes } from 'node:crypto';
import { applyChanges, undoChangeSet, type FieldChange, type UndoDeps } from '../changes/index.ts';
import { proposeTransfersFor } from './propose-transfers.ts';

export type MatchDeps = UndoDeps;

/**
 * A person says that two transactions are one, or the two sides of a transfer. Of a duplicate one goes and is merged into the
 * other; a transfer links both. Said again, nothing happens.
 *
 * @throws DomainError `match_rejected`, `match_gone` or `both_reconciled` when it cannot be confirmed.
 */
export async function confirmMatch(deps: MatchDeps, id: string): Promise<MatchDecision> {
  const { db, engine } = deps;
  const { payeeIds, ...decision } = await db.write((tx) =>
    writeDecision(tx, deps, { id, state: 'confirmed' }),
  );
  const changedOthers = await engine.redecide({ workspaceId: db.workspaceId, payeeIds });
  return { ...decision, changedOthers };
}

/** A person says that two transactions have nothing to do with each other. It is remembered, and they are not proposed again. */
export async function rejectMatch(deps: MatchDeps, id: string): Promise<MatchDecision> {
  const { match, ...decision } = await deps.db.write((tx) =>
    writeDecision(tx, deps, { id, state: 'rejected' }),
  );
  if (match.kind === 'transfer') {
    await proposeTransfersFor(deps, [match.first.transactionId, match.second.transactionId]);
  }
  const { payeeIds: _same, ...rest } = decision;
  return { ...rest, changedOthers: 0 };
}

/**
 * Takes back what was said of a match, at any time: it waits again.
 *
 * @throws DomainError `match_open` when nothing was said, `later_edit` naming what was changed since.
 */
export async function undoMatch(deps: MatchDeps, id: string): Promise<UndoResult> {
  const changeSetId = await deps.db.read(async (orm) => {
    await readMatch(orm, id);
    return readMatchDecision(orm, id);
  });
  if (changeSetId !== null) return undoChangeSet(deps, { id: changeSetId });
  const message = `Nothing was said of match ${id} yet; there is nothing to take back.`;
  throw new DomainError({ code: 'conflict', reason: 'match_open', message });
}

interface Said {
  id: string;
  state: 'confirmed' | 'rejected';
}

type Written = Omit<MatchDecision, 'changedOthers'> & { match: Match; payeeIds: string[] };

async function writeDecision(tx: WriteTx, { actor, now }: MatchDeps, { id, state }: Said): Promise<Written> {
  const at = now();
  const match = await readMatch(tx.orm, id);
  if (match.state !== 'proposed') return standing(tx, match, state);
  const changes = state === 'confirmed' ? await confirmation(tx, match, at) : [];
  const { changeSetId, payeeIds } = await applyChanges(tx, {
    ...({ kind: 'edit', actor, at, reason: reasonOf(match, state) } as const),
    changes: [...changes, { entity: 'match', entityId: id, field: 'state', after: state }],
  });
  return { id, state, changeSetId: changeSetId ?? '', match, payeeIds };
}

/** What was said before: the same again is no mistake, the opposite is. */
async function standing(tx: WriteTx, match: Match, state: Said['state']): Promise<Written> {
  const { id } = match;
  if (match.state !== state) {
    const message = `Match ${id} was ${match.state} before; undo that first.`;
    throw new DomainError({ code: 'conflict', reason: `match_${match.state}`, message });
  }
  const changeSetId = (await readMatchDecision(tx.orm, id)) ?? '';
  return { id, state, changeSetId, match, payeeIds: [] };
}

function reasonOf({ kind, first }: Match, state: Said['state']): string {
  const what = kind === 'duplicate' ? 'Duplicate' : 'Transfer';
  return `${what} ${state}: ${first.payeeName}`;
}

async function confirmation(tx: WriteTx, match: Match, at: Date): Promise<FieldChange[]> {
  const [first, second] = [
    await readSide(tx, match, match.first.transactionId),
    await readSide(tx, match, match.second.transactionId),
  ];
  const isDuplicate = match.kind === 'duplicate';
  if (first.amountMinor !== (isDuplicate ? 1 : -1) * second.amountMinor) {
    throw gone(match, 'is of another amount by now');
  }
  if (isDuplicate !== (first.accountId === second.accountId)) {
    throw gone(match, 'is of another account by now');
  }
  if (isDuplicate) return mergeChanges(first, second, at);
  if (first.transferId !== null || second.transferId !== null) {
    throw gone(match, 'is one side of another transfer by now');
  }
  return [first, second].map((side) => {
    return { entity: 'transaction', entityId: side.id, field: 'transfer', after: match.id } as const;
  });
}

async function readSide(tx: WriteTx, match: Match, id: string): Promise<TransactionDetail> {
  const found = await readTransaction(tx.orm, id);
  if (found) return found;
  throw gone(match, 'is in the ledger no more');
}

function gone({ id }: Match, what: string): DomainError {
  const message = `Match ${id} cannot be confirmed: one of the two transactions ${what}.`;
  return new DomainError({ code: 'conflict', reason: 'match_gone', message });
}

function mergeChanges(first: TransactionDetail, second: TransactionDetail, at: Date): FieldChange[] {
  const merge = mergeDuplicates(toMergeSide(first), toMergeSide(second));
  const { keptId, goneId, notes, tags, categoryId, splits } = merge;
  const ofKept = (field: string, after: FieldChange['after']): FieldChange => {
    return { entity: 'transaction', entityId: keptId, field, after };
  };
  const source = (goneId === first.id ? first : second).categorySource ?? 'user';
  const provenance = { source, decisionId: null, isLocked: source === 'user', at: at.getTime() };
  const newSplits = splits?.map((part) => ({
    ...part,
    id: createId('spl', { now: at, random: randomBytes }),
  }));
  return [
    { entity: 'transaction', entityId: goneId, field: 'exists', after: false },
    { entity: 'transaction', entityId: goneId, field: 'mergedInto', after: keptId },
    ...(notes === undefined ? [] : [ofKept('notes', notes)]),
    ...(tags === undefined ? [] : [ofKept('tags', tags)]),
    ...moveAttachments(keptId === first.id ? [first, second] : [second, first]),
    ...(categoryId === undefined
      ? []
      : [ofKept('category', categoryId), ofKept('categoryProvenance', provenance)]),
    ...(newSplits ? [ofKept('splits', newSplits)] : []),
  ];
}

/** Files of the one that goes come to the other, unless it has the same file. */
function moveAttachments([kept, gone]: [TransactionDetail, TransactionDetail]): FieldChange[] {
  const has = new Set(kept.attachments.map(({ sha256 }) => sha256));
  return gone.attachments
    .filter(({ sha256 }) => !has.has(sha256))
    .map(({ id }) => ({ entity: 'attachment', entityId: id, field: 'transaction', after: kept.id }));
}

function toMergeSide(transaction: TransactionDetail): MergeSide {
  const { id, status, notes, tags, categoryId, categorySource, splits } = transaction;
  return { id, status, notes, tags, categoryId, categorySource, splits };
}
