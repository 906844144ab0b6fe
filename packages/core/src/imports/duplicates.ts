import { canonicalJson, sha256Hex } from '../canonical/index.ts';
import { normalisePayee } from '../payees/index.ts';
import type { EdgeVerdict } from './edge-days.ts';
import { daysBetween, PENDING_DAYS } from './pending.ts';
import type { IdentifiedRow, ParsedRow, RowOutcome, RowReason } from './imports.schema.ts';

/** What was seen so far of one file. */
export interface FileIdentities {
  accountId: string;
  /** How often each content occurred. */
  occurrences: Map<string, number>;
  /** The row that first had an external id. */
  rowOfExternalId: Map<string, number>;
  /** The row that first had an external id with this date and amount. */
  rowOfEntry: Map<string, number>;
}

export function createFileIdentities(accountId: string): FileIdentities {
  return { accountId, occurrences: new Map(), rowOfExternalId: new Map(), rowOfEntry: new Map() };
}

export interface SeenRow {
  row: IdentifiedRow;
  /** An earlier row of the file with the same external id, date and amount. */
  twinRow: number | null;
  /** An earlier row of the file with the same external id, but of another date or amount. */
  namesakeRow: number | null;
}

/**
 * Gives a row its fingerprint: by its external id, date and amount where it has an id, for some banks use one for several
 * transactions; else by account, date, amount, normalised payee, memo and the ordinal of that occurrence in the file, so
 * that two identical coffees of one day both survive and the same file twice adds nothing.
 */
export function identifyRow(identities: FileIdentities, row: ParsedRow, rowNumber: number): SeenRow {
  const { accountId, occurrences, rowOfExternalId, rowOfEntry } = identities;
  const { externalId, date, amountMinor } = row;
  if (externalId !== null) {
    const fingerprint = shortHash([accountId, 'external', externalId, date, amountMinor]);
    const twinRow = rowOfEntry.get(fingerprint) ?? null;
    const namesakeRow = twinRow === null ? (rowOfExternalId.get(externalId) ?? null) : null;
    if (twinRow === null) rowOfEntry.set(fingerprint, rowNumber);
    if (!rowOfExternalId.has(externalId)) rowOfExternalId.set(externalId, rowNumber);
    return { row: { ...row, fingerprint, ordinal: 1 }, twinRow, namesakeRow };
  }
  const content = contentOf(accountId, row);
  const ordinal = (occurrences.get(content) ?? 0) + 1;
  occurrences.set(content, ordinal);
  const fingerprint = shortHash([content, ordinal]);
  return { row: { ...row, fingerprint, ordinal }, twinRow: null, namesakeRow: null };
}

/** The fingerprint of the occurrence of this number of a row without an external id. */
export function fingerprintOfOccurrence(accountId: string, row: ParsedRow, ordinal: number): string {
  return shortHash([contentOf(accountId, row), ordinal]);
}

function contentOf(accountId: string, { date, amountMinor, payee, memo }: ParsedRow): string {
  return shortHash([accountId, date, amountMinor, normalisePayee(payee), memo]);
}

/** 128 bits: enough that no two contents of a ledger ever meet. */
function shortHash(parts: (string | number)[]): string {
  return sha256Hex(canonicalJson(parts)).slice(0, 32);
}

/** A transaction of the ledger, as far as a row is held against it. */
export interface KnownTransaction {
  id: string;
  date: string;
  amountMinor: number;
  isPending: boolean;
}

/** What the ledger already holds of a row. */
export interface KnownTwins {
  /** The transaction with the same external id in the same account. */
  byExternalId: KnownTransaction | null;
  /** The transaction with the same fingerprint. */
  byFingerprint: KnownTransaction | null;
  /** The pending transaction that a booked row is by amount, payee and days. */
  byPending: KnownTransaction | null;
  /** The earlier import of the very same file that brought this row in. */
  bySameFile: string | null;
}

export interface RowJudgement {
  outcome: RowOutcome;
  reason: RowReason;
}

/**
 * Duplicate rules 1 and 2, in that order, after the plain case of the same row of the same file. The same external id is the
 * same transaction only with the same date and amount: otherwise the bank has used it twice, and both are kept. What is
 * pending here and booked in the file is the same transaction, which the row then books.
 */
export function judgeRow(seen: SeenRow, known: KnownTwins): RowJudgement {
  const { row } = seen;
  const duplicate = (reason: RowReason): RowJudgement => ({ outcome: 'duplicate', reason });
  if (known.bySameFile !== null) {
    const message = 'This row of this very file was imported before.';
    return duplicate({ code: 'same_file', importId: known.bySameFile, message });
  }
  if (seen.twinRow !== null) {
    const message = `Same external id “${row.externalId}” as row ${seen.twinRow} of this file.`;
    return duplicate({ code: 'same_external_id_in_file', row: seen.twinRow, message });
  }
  const twin = findTwin(row, known);
  if (twin?.isPending && !row.isPending) {
    const message = `Books the transaction of ${twin.date} that was pending.`;
    return { outcome: 'matched', reason: { code: 'posts_pending', transactionId: twin.id, message } };
  }
  if (twin && row.externalId !== null) {
    const message = `Same external id “${row.externalId}” as a transaction that is here.`;
    return duplicate({ code: 'same_external_id', transactionId: twin.id, message });
  }
  if (twin) {
    const which = row.ordinal > 1 ? `occurrence ${row.ordinal} of it` : 'it';
    const message = `Same date, amount, payee and memo as a transaction that is here (${which}).`;
    return duplicate({ code: 'same_transaction', transactionId: twin.id, message });
  }
  return { outcome: 'new', reason: reasonOfNew(seen, known) };
}

function findTwin(row: IdentifiedRow, known: KnownTwins): KnownTransaction | null {
  const { byExternalId, byFingerprint, byPending } = known;
  return byExternalId && isSame(row, byExternalId) ? byExternalId : (byFingerprint ?? byPending);
}

/** Whether a row is the transaction with its external id: what is pending changes its day, and its amount until it is booked. */
function isSame(row: IdentifiedRow, known: KnownTransaction): boolean {
  const isSameAmount = row.amountMinor === known.amountMinor;
  if (row.date === known.date && isSameAmount) return true;
  const isNear = daysBetween(row, known) <= PENDING_DAYS;
  if (known.isPending && !row.isPending) return isNear || isSameAmount;
  return row.isPending && isNear && isSameAmount;
}

function reasonOfNew({ row, namesakeRow }: SeenRow, { byExternalId }: KnownTwins): RowReason {
  if (byExternalId !== null || namesakeRow !== null) {
    const where = byExternalId === null ? `row ${namesakeRow} of this file` : 'a transaction that is here';
    const message = `The bank gave ${where} the id “${row.externalId}” too, but on another day or with another amount: kept.`;
    return { code: 'external_id_reused', message };
  }
  if (row.ordinal > 1) {
    const message = `Number ${row.ordinal} of several alike on this day: kept.`;
    return { code: 'alike_kept', ordinal: row.ordinal, message };
  }
  return { code: 'new', message: 'Not here yet.' };
}

interface EdgeTwin {
  verdict: EdgeVerdict;
  transactionId: string;
  /** Of the first occurrence that neither the ledger nor the file has: the row's own, should it come in. */
  fingerprint: string;
}

/** The judgement of a row whose exact twin is of a day at the edge of the file. */
export function judgeEdgeTwin({ verdict, transactionId, fingerprint }: EdgeTwin): RowJudgement | null {
  switch (verdict) {
    case 'same':
      return null;
    case 'likely_same': {
      const message =
        'Same date, amount, payee and memo as a transaction that is here. Both files begin or end on this day.';
      return { outcome: 'duplicate', reason: { code: 'same_at_edge', transactionId, message } };
    }
    case 'unsure': {
      const message =
        'A second one, or the same: a transaction that is here is just like it, of a day that is cut between two files.';
      return { outcome: 'matched', reason: { code: 'maybe_second', transactionId, fingerprint, message } };
    }
  }
}

/** The judgement of a row that may be a transaction in another spelling or with another date. */
export function judgeNearDuplicate(near: Nearness): RowJudgement {
  const { transactionId, daysApart, payeeLikeness } = near;
  const when =
    daysApart === 0 ? 'on the same day' : daysApart === 1 ? '1 day apart' : `${daysApart} days apart`;
  const message = `The same amount as a transaction that is here, ${when}: perhaps the same.`;
  const reason: RowReason = { code: 'maybe_same', transactionId, daysApart, payeeLikeness, message };
  return { outcome: 'matched', reason };
}

interface Nearness {
  transactionId: string;
  daysApart: number;
  payeeLikeness: number;
}
