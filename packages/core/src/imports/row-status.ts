import { MOST_STATUSES, normaliseHeader } from './guess-roles.ts';
import type { ImportProfile, StatusMeaning } from './import-profile.schema.ts';

/** Looked for first: "Umsatz vorgemerkt und nicht gebucht" is pending. */
const PENDING =
  /pending|vorgemerkt|vormerk|ausstehend|enattente|inattesa|pendiente|afwachting|authori[sz]ed|uncleared|unposted|unbooked|not(yet)?(booked|posted)|nichtgebucht|reserved|onhold|processing|inbearbeitung|pdng/;
const POSTED =
  /booked|posted|cleared|complete|settled|gebucht|comptabilis|contabil|geboekt|reconciled|executed|ausgefu|abgeschlossen|^(final|done|book|ok)$/;

/** What a cell of a column of statuses says by its words, in the languages of banks; null where they are not known. */
function guessStatus(cell: string): StatusMeaning | null {
  const word = normaliseHeader(cell);
  if (PENDING.test(word)) return 'pending';
  // What says nothing is not said to be pending.
  return word === '' || POSTED.test(word) ? 'posted' : null;
}

/** A value of the column of statuses, and what it is taken for: null where nobody said and its words say nothing. */
export interface SeenStatus {
  value: string;
  meaning: StatusMeaning | null;
}

/** What a cell is taken for: what was said of it, else its words. */
export function meaningOf({ statuses = [] }: ImportProfile, cell: string): StatusMeaning | null {
  return statuses.find(({ value }) => value === cell)?.meaning ?? guessStatus(cell);
}

/** The values that some rows have in the column of statuses, and those that something was said of before. */
export function listStatuses(profile: ImportProfile, rows: readonly (readonly string[])[]): SeenStatus[] {
  const index = profile.columns.findIndex(({ role }) => role === 'status');
  if (index < 0) return [];
  const said = (profile.statuses ?? []).map(({ value }) => value);
  const seen = rows.map((row) => (row[index] ?? '').trim().slice(0, 100));
  return [...new Set([...said, ...seen])]
    .slice(0, MOST_STATUSES)
    .map((value) => ({ value, meaning: meaningOf(profile, value) }));
}
