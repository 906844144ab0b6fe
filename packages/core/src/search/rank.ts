import { normalisePayee } from '../payees/index.ts';

const MOST_WORDS = 6;

/** The words of what somebody looks for, in the form in which they are compared. */
export function searchWords(text: string): string[] {
  return normalisePayee(text).split(' ').filter(Boolean).slice(0, MOST_WORDS);
}

/**
 * How well a name fits: 0 is the text itself, 1 begins with it, 2 has a word that begins with each word looked for,
 * 3 contains each somewhere. null where a word is missing.
 */
export function rankName(name: string, text: string): number | null {
  const wanted = searchWords(text);
  const whole = wanted.join(' ');
  const folded = normalisePayee(name);
  if (folded === whole) return 0;
  if (folded.startsWith(whole)) return 1;
  if (!wanted.every((word) => folded.includes(word))) return null;
  const words = folded.split(/[^\p{L}\p{N}]+/u);
  return wanted.every((word) => words.some((one) => one.startsWith(word))) ? 2 : 3;
}

interface Ranking<T> {
  text: string;
  /** Under which a thing can be found; the first is the one it is ordered by. */
  namesOf: (thing: T) => readonly [string, ...string[]];
  limit: number;
}

/** The things that fit, the best first; of equal ones the shorter name, then by alphabet. Nothing for no word. */
export function rankBest<T>(things: readonly T[], { text, namesOf, limit }: Ranking<T>): T[] {
  if (searchWords(text).length === 0) return [];
  return things
    .flatMap((thing) => {
      const names = namesOf(thing);
      const ranks = names.map((name) => rankName(name, text)).filter((rank) => rank !== null);
      return ranks.length === 0 ? [] : [{ thing, rank: Math.min(...ranks), name: names[0] }];
    })
    .sort((a, b) => a.rank - b.rank || a.name.length - b.name.length || compareNames(a.name, b.name))
    .slice(0, limit)
    .map(({ thing }) => thing);
}

function compareNames(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
