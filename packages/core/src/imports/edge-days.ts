/** The days of a file: its first and its last, both dates of rows. */
export interface FileDays {
  firstDate: string;
  lastDate: string;
}

/**
 * How much of a day a file has, if it is one uncut stretch of the bank's list: all of a day that lies inside it, of its first
 * day the end, of its last day the beginning, and of its only day any part.
 */
export type DayPart = 'whole' | 'end' | 'beginning' | 'any';

/** null where the day lies outside of the file. */
export function partOfDay({ firstDate, lastDate }: FileDays, date: string): DayPart | null {
  if (date < firstDate || date > lastDate) return null;
  if (date > firstDate && date < lastDate) return 'whole';
  if (firstDate === lastDate) return 'any';
  return date === firstDate ? 'end' : 'beginning';
}

/** What a file has of one day. */
export interface DayShare {
  part: DayPart;
  /** Of its rows of that day, by the ordinals of the file. */
  fingerprints: ReadonlySet<string>;
}

/** What an earlier file had of it. */
export interface ImportedShare extends DayShare {
  /** Of the transactions that it brought in, by the ordinals of the ledger. */
  broughtIn: ReadonlySet<string>;
}

/** `same`: certainly. `likely_same`: the files agree on the day. `unsure`: the day is cut between the files. */
export type EdgeVerdict = 'same' | 'likely_same' | 'unsure';

/**
 * Whether a row without an external id, whose exact twin is in the ledger, is that twin or a second one like it.
 *
 * Ordinals count from the beginning of a file's share of a day, so they compare only between shares that begin or end at the
 * same place. Of two shares that both are the day's end, or both its beginning, one contains the other: the twin is the same,
 * and the ledger ends with as many as the larger share has. The same where a file had the whole day: nothing of it is
 * missing. What remains is a day at the edge of every file that has it, at the end of one and at the beginning of another:
 * coffee, cut, coffee looks exactly like one coffee in two files that overlap, and nothing in the files can tell. Where the
 * one share holds all of the other, as those of files that overlap do, it is likely the same. Where each has what the other
 * lacks, one of them is cut within the day.
 *
 * Cost: O(rows of the day).
 */
export function judgeAtEdge(
  fingerprint: string,
  own: DayShare,
  others: readonly ImportedShare[],
): EdgeVerdict {
  if (own.part === 'whole' || others.some(({ part }) => part === 'whole')) return 'same';
  const isSamePart = others.some(
    ({ part, fingerprints }) => part === own.part && fingerprints.has(fingerprint),
  );
  if (own.part !== 'any' && isSamePart) return 'same';
  const holders = others.filter(
    ({ fingerprints, broughtIn }) => fingerprints.has(fingerprint) || broughtIn.has(fingerprint),
  );
  // No file has it: somebody entered just this by hand.
  if (holders.length === 0) return 'same';
  return holders.some((holder) => agree(own, holder)) ? 'likely_same' : 'unsure';
}

function agree(one: DayShare, other: DayShare): boolean {
  const [less, more] =
    one.fingerprints.size < other.fingerprints.size
      ? [one.fingerprints, other.fingerprints]
      : [other.fingerprints, one.fingerprints];
  return [...less].every((fingerprint) => more.has(fingerprint));
}
