import { dayNumber } from '../calendar/index.ts';
import { pairBestFirst, type Candidate } from './pair-best-first.ts';
import { textLikeness } from './text-likeness.ts';

/** Days within which the same amount may be the same payment. */
export const NEAR_DAYS = 7;
/** From here on two payees count as alike. */
const ALIKE = 0.5;

/** A row of a file that has no exact twin. */
export interface UnmatchedRow {
  rowNumber: number;
  date: string;
  amountMinor: number;
  payee: string;
  hasExternalId: boolean;
}

/** A transaction of the account that no row of the file explains. */
export interface UnexplainedTransaction {
  id: string;
  date: string;
  amountMinor: number;
  payee: string;
  status: 'pending' | 'posted' | 'reconciled';
  hasExternalId: boolean;
  /** The format of the file that it came with; null where somebody entered it by hand. */
  format: string | null;
}

/** The file that is being imported. */
export interface ComparedFile {
  format: string;
  firstDate: string;
  lastDate: string;
}

interface NearDuplicate {
  rowNumber: number;
  transactionId: string;
  daysApart: number;
  payeeLikeness: number;
}

/**
 * Rows that may be transactions which are in the ledger in another spelling or with another date: the same amount within seven
 * days. Proposed only where it is odd that no row of the file explains the transaction, so that a daily coffee in the files
 * of two weeks proposes nothing: it is pending; somebody entered it by hand; or its day lies in the file, which then ought to
 * have it. On the first and last day of the file, which may be cut, and from another kind of file up to three days before or
 * behind it, the payee must be alike too; and of those outside there must be but one of this amount. Not where both have an id
 * of the same kind of file: then the bank says that they are two.
 *
 * One to one: nearest in time first, then by how alike the payees are. O(n log n) of the pairs.
 */
export function proposeNearDuplicates(
  file: ComparedFile,
  rows: readonly UnmatchedRow[],
  transactions: readonly UnexplainedTransaction[],
): NearDuplicate[] {
  const ofAmount = Map.groupBy(transactions.map(withDay), ({ amountMinor }) => amountMinor);
  const rowsOfAmount = Map.groupBy(rows, ({ amountMinor }) => amountMinor);
  const candidates = rows.map(withDay).flatMap((row) => {
    const alike = ofAmount.get(row.amountMinor) ?? [];
    const isAlone = alike.length === 1 && rowsOfAmount.get(row.amountMinor)?.length === 1;
    return alike.flatMap((transaction) => {
      if (Math.abs(row.day - transaction.day) > NEAR_DAYS) return [];
      const candidate = compare(row, transaction);
      return isOdd(file, transaction, { candidate, isAlone, hasId: row.hasExternalId }) ? [candidate] : [];
    });
  });
  return pairBestFirst(candidates).map(({ left, right, daysApart, payeeLikeness }) => {
    return { rowNumber: Number(left), transactionId: right, daysApart, payeeLikeness };
  });
}

/**
 * Which transaction of a file one may be that somebody entered afterwards: the same amount within seven days, the nearest in
 * time, then the one whose payee is most alike. What others entered by hand is none: two coffees are two.
 */
export function proposeImportedTwin(
  entered: Omit<UnmatchedRow, 'rowNumber' | 'hasExternalId'>,
  transactions: readonly UnexplainedTransaction[],
): Omit<NearDuplicate, 'rowNumber'> | null {
  const row = withDay({ ...entered, rowNumber: 0, hasExternalId: false });
  const candidates = transactions
    .filter(({ format, amountMinor }) => format !== null && amountMinor === entered.amountMinor)
    .map((transaction) => compare(row, withDay(transaction)))
    .filter(({ daysApart }) => daysApart <= NEAR_DAYS);
  const [best] = pairBestFirst(candidates);
  if (!best) return null;
  return { transactionId: best.right, daysApart: best.daysApart, payeeLikeness: best.payeeLikeness };
}

type WithDay<T> = T & { day: number };

function withDay<T extends { date: string }>(dated: T): WithDay<T> {
  return { ...dated, day: dayNumber(dated.date) };
}

function compare(row: WithDay<UnmatchedRow>, transaction: WithDay<UnexplainedTransaction>): Candidate {
  return {
    left: String(row.rowNumber).padStart(9, '0'),
    right: transaction.id,
    daysApart: Math.abs(row.day - transaction.day),
    payeeLikeness: textLikeness(row.payee, transaction.payee),
  };
}

const OUTSIDE_DAYS = 3;

/** Whether it is odd that the file should not have the transaction. */
function isOdd(
  { format, firstDate, lastDate }: ComparedFile,
  transaction: UnexplainedTransaction,
  { candidate, isAlone, hasId }: { candidate: Candidate; isAlone: boolean; hasId: boolean },
): boolean {
  if (transaction.status === 'pending' || transaction.format === null) return true;
  const { date } = transaction;
  const isOther = transaction.format !== format;
  // The bank itself tells the two apart.
  if (hasId && transaction.hasExternalId && !isOther) return false;
  if (date > firstDate && date < lastDate) return true;
  const isAlike = candidate.payeeLikeness >= ALIKE;
  if (date === firstDate || date === lastDate) return isAlike || isOther;
  const outside = Math.max(dayNumber(firstDate) - dayNumber(date), dayNumber(date) - dayNumber(lastDate));
  return isOther && isAlone && isAlike && outside <= OUTSIDE_DAYS;
}
