import { cutMessages } from './mt940-fields.ts';
import { readPage, type Mt940Page } from './mt940-statement.ts';
import { splitLines } from './statement-text.ts';
import type { Statement, StatementFile } from './statements.schema.ts';

/**
 * Reads a file of customer statements (MT940) or interim reports (MT942), pages of one statement put together.
 *
 * Grammar, by line; what a field holds is said where it is read:
 *
 *     file      = { header } message { { header } message }
 *     header    = any line before a message: "{1:…}{2:…}{4:", "ABNANL2A", "940", ":940:"
 *     message   = ":20:" text { field } [ end ]          also ended by the next ":20:"
 *     end       = "-" | "-}" … | "-" three letters X
 *     field     = ":" tag ":" text { line without a tag }
 *     tag       = two digits [ letter ] | "NS"
 *
 *     :25:  account, needed         :28C: number/page        :NS: texts of the bank, two-digit codes
 *     :60F: opening  :60M: interim  :62F: closing  :62M: interim  :64: available  :65: forward
 *     :61:  entry                   :86:  its text; behind a balance that of the statement, passed over
 *     :13D: time of a report        :34F: floor limit, :90D: :90C: sums: only their currency is taken
 *     :20:, :21: and other tags are passed over
 *
 * Dates: booked on the entry date of :61:, else on the value date; of a statement only the last day is said. Sign: C and RD in, D and RC out.
 *
 * Pages: a message that begins with the :60M: that the message before it ends with, of the same account and :28C:
 * number, is its next page. An interim balance that stands alone is that before the first or after the last entry.
 *
 * Pending: the entries of an interim report, and those marked EC or ED, for the bank repeats them in a statement when
 * they are booked for good.
 *
 * External id: the bank reference behind `//` with value date and amount in minor units, where the reference is more
 * than NONREF or zeros. The reference alone would be too little: banks repeat it for all of a batch, and some count anew
 * every year, and a second payment with the id of a first would be lost as its duplicate. Entries that are alike in all
 * three have none, so that each of them counts.
 *
 * Not read: a statement in a currency that is not in use (each entry becomes a problem). Missing: opening or closing
 * balance. No clock, no randomness: the same text gives the same file.
 *
 * @throws DomainError `invalid` / `statement_file`, with line, what was found and what was expected: for a file that
 * does not begin with :20:, a message without :25:, a NUL, lines of over 10,000 characters, fields of over 200 lines.
 * O(characters).
 *
 * Source: SWIFT, Standards MT, Category 9, MT 940 Customer Statement Message, MT 942 Interim Transaction Report; texts:
 * Deutsche Kreditwirtschaft, DFÜ-Abkommen, Anlage 3, chapter 8. We deviate where banks do: tags before :20:, lines of
 * any width, no end, several :86:, amounts without a comma, :NS:.
 */
export function readMt940(text: string): StatementFile {
  const messages = cutMessages(splitLines(text));
  const statements = joinPages(messages.map(readPage));
  const interim = messages.filter(({ isInterim }) => isInterim).length;
  const version = interim === 0 ? 'MT940' : interim === messages.length ? 'MT942' : 'MT940 and MT942';
  return { format: 'mt940', version, statements: dropSharedIds(statements) };
}

/** Whether a text begins as one of SWIFT's statements, or as a part of one, which the reader then refuses. */
export function looksLikeMt940(head: string): boolean {
  const lines = head
    .slice(0, 4000)
    .replace(/^[\ufeff\p{Cc}\s]+/u, '')
    .split(/\r\n|\n|\r/u, 20);
  const first = lines[0] ?? '';
  if (/^:(?:2[0158]C?|6[0-2][FM]?|6[45]|86|13D?|34F|90[CD]|940):/u.test(first)) return true;
  return (
    lines.some((line) => /^(?:\{4:)?:20:/u.test(line)) || /^\{1:[A-Z]\d\d.{0,300}\{2:[IO]94[02]/u.test(first)
  );
}

function joinPages(pages: readonly Mt940Page[]): Statement[] {
  const groups: Mt940Page[][] = [];
  for (const page of pages) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    if (group !== undefined && last !== undefined && isNextPage(last, page)) group.push(page);
    else groups.push([page]);
  }
  return groups.flatMap(joinGroup);
}

function isNextPage(page: Mt940Page, next: Mt940Page): boolean {
  const isSameAccount = page.statement.account.number === next.statement.account.number;
  const isSameNumber = page.number !== null && page.number === next.number;
  return isSameAccount && isSameNumber && page.endsAt !== null && page.endsAt === next.beginsAt;
}

/** The interim balance between two pages stands on both of them, and once in what is joined. */
function joinGroup(pages: readonly Mt940Page[]): Statement[] {
  const statements = pages.map(({ statement }) => statement);
  const [first] = statements;
  if (first === undefined) return [];
  const balances = statements.flatMap((statement, page) =>
    statement.balances.filter(({ kind }, index) => page === 0 || index > 0 || kind !== 'interim'),
  );
  const items = statements.flatMap((statement) => statement.items);
  return [{ ...first, to: statements.at(-1)?.to ?? first.to, balances, items }];
}

/** Takes away the ids that several entries of an account have. */
function dropSharedIds(statements: readonly Statement[]): Statement[] {
  const counts = new Map<string, number>();
  const keyOf = (statement: Statement, id: string) => `${statement.account.number ?? ''}\n${id}`;
  const count = (statement: Statement, id: string) => {
    const key = keyOf(statement, id);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  };
  for (const statement of statements) {
    for (const item of statement.items) {
      if (item.kind === 'entry' && item.entry.externalId !== null) count(statement, item.entry.externalId);
    }
  }
  return statements.map((statement) => ({
    ...statement,
    items: statement.items.map((item) => {
      if (item.kind === 'problem' || item.entry.externalId === null) return item;
      const isShared = (counts.get(keyOf(statement, item.entry.externalId)) ?? 0) > 1;
      return isShared ? { kind: 'entry' as const, entry: { ...item.entry, externalId: null } } : item;
    }),
  }));
}
