import type { CategoryColumn, Column, NumberColumn } from '../tables/index.ts';

/** A column as the places of its values in their order. */
export interface RankedColumn {
  /** Place of each row's value, equal values at the same; of words their code; `count` where the value is missing. */
  ranks: Uint16Array;
  /** Places, or words. */
  count: number;
  hasMissing: boolean;
  /** The smallest and the largest value at each place; null for words. */
  bounds: { low: Float64Array; high: Float64Array } | null;
}

export const MOST_WORDS = 1024;
/** Numbers that sums over the ranks of one column may take. */
const MOST_SUMS = 2 ** 22;

/** So many values are told apart where each takes `size` sums; of more, neighbours share a rank. */
export function mostRanks(size: number): number {
  return Math.min(65_535, Math.max(MOST_WORDS, Math.floor(MOST_SUMS / size)));
}

/**
 * A column by ranks, at most `most`. Words keep their codes. 2 bytes a row. O(n log n).
 * @throws RangeError for a column of more than 1,024 words.
 */
export function rankColumn(column: Column, most: number): RankedColumn {
  return column.kind === 'number' ? rankNumbers(column, most) : rankWords(column);
}

function rankWords({ name, categories, codes }: CategoryColumn): RankedColumn {
  const count = categories.length;
  if (count > MOST_WORDS) {
    throw new RangeError(`column ${name} has ${count} words; a forest takes ${MOST_WORDS}`);
  }
  const ranks = Uint16Array.from(codes, (code) => (code < 0 ? count : code));
  return { ranks, count, hasMissing: codes.includes(-1), bounds: null };
}

function rankNumbers({ values }: NumberColumn, most: number): RankedColumn {
  const sorted = values.filter((value) => value === value).sort();
  let different = 0;
  for (const value of sorted) {
    if (different === 0 || value !== sorted[different - 1]) sorted[different++] = value;
  }
  const distinct = sorted.subarray(0, different);
  const count = Math.min(different, most);
  const rankOf = (place: number) => (count === different ? place : Math.floor((place * count) / different));
  const [low, high] = [new Float64Array(count), new Float64Array(count)];
  for (let place = 0; place < different; place++) {
    const rank = rankOf(place);
    if (place === 0 || rankOf(place - 1) !== rank) low[rank] = distinct[place] ?? 0;
    high[rank] = distinct[place] ?? 0;
  }
  const ranks = new Uint16Array(values.length);
  for (let row = 0; row < values.length; row++) {
    const value = values[row] ?? NaN;
    ranks[row] = value === value ? rankOf(placeOf(distinct, value)) : count;
  }
  return { ranks, count, hasMissing: sorted.length < values.length, bounds: { low, high } };
}

/** The first place whose value is not below. */
function placeOf(distinct: Float64Array, value: number): number {
  let [low, high] = [0, distinct.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value <= (distinct[middle] as number)) high = middle;
    else low = middle + 1;
  }
  return low;
}
