/** More words than anybody types, so that a hostile text makes no long query. */
const MOST_WORDS = 16;
/** Beginnings of words up to this length have an index of their own. */
const INDEXED_LETTERS = 4;

/** The words of a text that somebody typed; whatever else is in it parts them. */
export function searchWords(text: string): string[] {
  return text
    .split(/[^\p{L}\p{N}\p{M}\p{Co}]+/u)
    .filter((word) => /[\p{L}\p{N}\p{Co}]/u.test(word))
    .slice(0, MOST_WORDS);
}

/** Whether it takes long to find a word as the beginning of others where very many transactions have it. */
export function isLongWord(word: string): boolean {
  return Array.from(word).length > INDEXED_LETTERS;
}

/**
 * A query of the index of words: every word must begin one of the transaction's. Quoted, so that nothing of the query
 * language comes through. Single letters, which begin half of all words, and the words in `whole` must be whole ones.
 *
 *     toWordsQuery(['Migr', 'Bern'], new Set()) === '"Migr"* "Bern"*'
 */
export function toWordsQuery(words: readonly string[], whole: ReadonlySet<string>): string {
  return words.map((word) => (/^.$/u.test(word) || whole.has(word) ? `"${word}"` : `"${word}"*`)).join(' ');
}
