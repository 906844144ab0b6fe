import type { Match, MatchFilter, MatchSide } from '@steward/core/matches';
import { amountWithCurrency, longDate, percent, plural } from '#lib/figures/format.ts';

/** What each filter shows, in the order of the page. */
export const MATCH_FILTERS: readonly { filter: MatchFilter; name: string }[] = [
  { filter: 'open', name: 'Waiting' },
  { filter: 'duplicate', name: 'Duplicates' },
  { filter: 'transfer', name: 'Transfers' },
  { filter: 'confirmed', name: 'Confirmed' },
  { filter: 'rejected', name: 'Rejected' },
];

/** What is asked, what the answers are called, and what each does. */
export function wordsOf({ kind }: Pick<Match, 'kind'>) {
  return kind === 'duplicate'
    ? {
        question: 'Is this one payment, in the ledger twice?',
        meanwhile: 'Both count until you say.',
        yes: 'One payment',
        no: 'Two payments',
        confirmed: 'One payment',
        rejected: 'Two payments',
      }
    : {
        question: 'Is this money moved between two of your accounts?',
        meanwhile: 'Both count as spent and received until you say.',
        yes: 'A transfer',
        no: 'No transfer',
        confirmed: 'A transfer',
        rejected: 'No transfer',
      };
}

/** Why the two are shown side by side. */
export function reasonOf({ kind, evidence }: Match): string {
  const { rule, daysApart, payeeLikeness } = evidence;
  const apart = daysApart === 0 ? 'on the same day' : `${plural(daysApart, 'day')} apart`;
  if (rule === 'same_day_cut') {
    return 'Alike to the letter, on a day that is cut between two files: neither file says whether there were two.';
  }
  const likeness = `payees ${percent(payeeLikeness)} alike`;
  if (kind === 'transfer') return `Opposite amounts in two accounts, ${apart}; ${likeness}.`;
  return `The same amount in one account, ${apart}; ${likeness}. The file that brought the second has no row for the first.`;
}

interface ComparedRow {
  name: string;
  first: string;
  second: string;
  differs: boolean;
}

/** Both sides, field by field. */
export function compareSides({ first, second }: Pick<Match, 'first' | 'second'>): ComparedRow[] {
  const row = (name: string, show: (side: MatchSide) => string): ComparedRow => {
    const [one, other] = [show(first), show(second)];
    return { name, first: one, second: other, differs: one !== other };
  };
  return [
    row('Date', ({ date }) => longDate(date)),
    row('Account', ({ accountName }) => accountName),
    row('Amount', (side) => amountWithCurrency(side)),
    row('Payee', ({ payeeName }) => payeeName),
    row('As imported', ({ importedPayee }) => importedPayee),
    row('Memo', ({ importedMemo }) => importedMemo || 'none'),
    row('Category', ({ categoryName }) => categoryName ?? 'none yet'),
    row('Notes', ({ notes }) => notes || 'none'),
    row('Status', ({ status }) => status),
  ];
}
