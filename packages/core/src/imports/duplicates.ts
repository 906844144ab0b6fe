import { canonicalJson, sha256Hex } from '../canonical/index.ts';
import { normalisePayee } from '../payees/index.ts';
import type { EdgeVerdict } from './edge-days.ts';
import type { IdentifiedRow, ParsedRow, RowOutcome, RowReason } from './imports.schema.ts';

/** What was seen so far of one file. */
export interface FileIdentities {
  accountId: string;
  /** How often each content occurred. */
  occurrences: Map<string, number>;
  /** The row that first had an external id. */
  rowOfExternalId: Map<string, number>;
}

export function createFileIdentities(accountId: string): FileIdentities {
  return { accountId, occurrences: new Map(), rowOfExternalId: new Map() };
}

export interface SeenRow {
  row: IdentifiedRow;
  /** An earlier row of the file with the same external id. */
  twinRow: number | null;
}

/**
 * Gives a row its fingerprint: by its external id where it has one, else by account, date, amount,
 * normalised payee, memo and the ordinal of that occurrence in the file, so that two identical
 * coffees of one day both survive and the same file twice adds nothing.
 */
export function identifyRow(identities: FileIdentities, row: ParsedRow, rowNumber: number): SeenRow {
  const { accountId, occurrences, rowOfExternalId } = identities;
  if (row.externalId !== null) {
    const twinRow = rowOfExternalId.get(row.externalId) ?? null;
    if (twinRow === null) rowOfExternalId.set(row.externalId, rowNumber);
    const fingerprint = shortHash([accountId, 'external', row.externalId]);
    return { row: { ...row, fingerprint, ordinal: 1 }, twinRow };
  }
  const content = contentOf(accountId, row);
  const ordinal = (occurrences.get(content) ?? 0) + 1;
  occurrences.set(content, ordinal);
  const fingerprint = shortHash([content, ordinal]);
  return { row: { ...row, fingerprint, ordinal }, twinRow: null };
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

/** What the ledger already holds of a row. */
export interface KnownTwins {
  /** The transaction with the same external id in the same account. */
  byExternalId: string | null;
  /** The transaction with the same fingerprint. */
  byFingerprint: string | null;
  /** The earlier import of the very same file that brought this row in. */
  bySameFile: string | null;
}

export interface RowJudgement {
  outcome: Exclude<RowOutcome, 'error'>;
  reason: RowReason;
}

/** Duplicate rules 1 and 2, in that order, after the plain case of the same row of the same file. */
export function judgeRow({ row, twinRow }: SeenRow, known: KnownTwins): RowJudgement {
  const duplicate = (reason: RowReason): RowJudgement => ({ outcome: 'duplicate', reason });
  if (known.bySameFile !== null) {
    const message = 'This row of this very file was imported before.';
    return duplicate({ code: 'same_file', importId: known.bySameFile, message });
  }
  if (twinRow !== null) {
    const message = `Same external id “${row.externalId}” as row ${twinRow} of this file.`;
    return duplicate({ code: 'same_external_id_in_file', row: twinRow, message });
  }
  if (known.byExternalId !== null) {
    const message = `Same external id “${row.externalId}” as a transaction that is here.`;
    return duplicate({ code: 'same_external_id', transactionId: known.byExternalId, message });
  }
  if (known.byFingerprint !== null) {
    const which = row.ordinal > 1 ? `occurrence ${row.ordinal} of it` : 'it';
    const message = `Same date, amount, payee and memo as a transaction that is here (${which}).`;
    return duplicate({ code: 'same_transaction', transactionId: known.byFingerprint, message });
  }
  if (row.ordinal > 1) {
    const message = `Number ${row.ordinal} of several alike on this day: kept.`;
    return { outcome: 'new', reason: { code: 'alike_kept', ordinal: row.ordinal, message } };
  }
  return { outcome: 'new', reason: { code: 'new', message: 'Not here yet.' } };
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
