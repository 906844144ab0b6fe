import { judgeRow, refuseInClosedMonth, type KnownTwins, type RowReason } from '@steward/core/imports';
import type { WriteTx } from '@steward/db/client';
import { listClosedMonths } from '@steward/db/closing';
import { setJudgements, type RowToCommit } from '@steward/db/imports';
import { readStillPending } from '@steward/db/ledger';
import type { PostedRow } from './post-pending.ts';
import { withLedgerFingerprint } from './proposed-matches.ts';
import { findTwins } from './twins.ts';

export type PlacedRowToCommit = RowToCommit & { accountId: string };

interface RowsToWrite {
  /** To become transactions. */
  fresh: PlacedRowToCommit[];
  /** To book what was pending. */
  posted: PostedRow[];
}

interface LateImport {
  importId: string;
  accountId: string;
  rows: readonly RowToCommit[];
}

/**
 * What the rows of a preview do to the ledger as it stands now: those that came in by another way since are left out, and
 * what is no longer pending cannot be booked. An external id that another transaction has already stays with that one.
 */
export async function judgeLate(tx: WriteTx, late: LateImport): Promise<RowsToWrite> {
  const rows = rowsComingIn(late);
  const twinsOf = await findTwins(tx.orm, rows);
  const asked = rows.flatMap(({ reason }) => bookedBy(reason) ?? []);
  const pending = asked.length === 0 ? new Map<string, string>() : await readStillPending(tx.orm, asked);
  const turns: { rowNumber: number; outcome: RowToCommit['outcome']; reason: RowReason }[] = [];
  const closed = await listClosedMonths(tx.orm);
  const [given, booked] = [new Set<string>(), new Set<string>()];
  const written: RowsToWrite = { fresh: [], posted: [] };
  for (const one of rows) {
    const twins = twinsOf(one);
    const seen = { row: one.row, twinRow: null, namesakeRow: null };
    const known = { ...twins, byPending: null, bySameFile: null };
    const promised = bookedBy(one.reason);
    const asItStands = judgeRow(seen, known);
    const transactionId = promised !== null && pending.has(promised) ? promised : bookedBy(asItStands.reason);
    const books = transactionId !== null && !booked.has(transactionId);
    const days = {
      date: one.row.date,
      pendingDate: books ? dateOfPending(transactionId, pending, twins) : null,
    };
    const judged = refuseInClosedMonth(
      books ? { ...asItStands, outcome: 'matched' } : asItStands,
      days,
      closed,
    );
    const key = `${one.accountId} ${one.row.externalId ?? ''}`;
    const isFree = twins.byExternalId === null && !given.has(key);
    given.add(key);
    if (judged.outcome === 'error') {
      turns.push({ rowNumber: one.rowNumber, ...judged });
    } else if (books) {
      booked.add(transactionId);
      const hasOwnId = isFree || twins.byExternalId?.id === transactionId;
      written.posted.push({ ...one, transactionId, hasOwnId });
    } else if (judged.outcome === 'duplicate') {
      turns.push({ rowNumber: one.rowNumber, ...judged });
    } else {
      if (promised !== null) turns.push({ rowNumber: one.rowNumber, outcome: 'new', reason: GONE });
      written.fresh.push(isFree ? one : { ...one, row: { ...one.row, externalId: null } });
    }
  }
  await setJudgements(tx, late.importId, turns);
  return written;
}

function rowsComingIn({ rows, accountId }: LateImport): PlacedRowToCommit[] {
  return rows
    .filter(({ outcome }) => outcome === 'new' || outcome === 'matched')
    .map((one) => ({
      ...one,
      row: withLedgerFingerprint(one.reason, one.row),
      accountId: one.accountId ?? accountId,
    }));
}

const GONE: RowReason = { code: 'new', message: 'What it was to book is no longer pending.' };

function bookedBy(reason: RowReason): string | null {
  return reason.code === 'posts_pending' ? reason.transactionId : null;
}

function dateOfPending(
  id: string,
  pending: ReadonlyMap<string, string>,
  twins: Pick<KnownTwins, 'byExternalId' | 'byFingerprint'>,
): string | null {
  const twin = [twins.byExternalId, twins.byFingerprint].find((one) => one?.id === id);
  return pending.get(id) ?? twin?.date ?? null;
}
