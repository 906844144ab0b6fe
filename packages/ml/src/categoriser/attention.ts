import { createWeights, lengthenWeights, type Weights } from './weights.ts';

/**
 * An expert that looks at like rows: the last ones that share the payee, the first word, the amount, the payee's range of
 * amounts or a column with a row, and the last ones of all. Each votes for its label; what a vote weighs is learned by
 * what the two rows share, how far apart their amounts and days are, and how many such rows came since.
 * Source: E. A. Nadaraya (1964), On estimating regression; D. Bahdanau, K. Cho and Y. Bengio (2015), ICLR, for weights
 * that are learned.
 */
export interface Attention {
  /** Rows remembered in all; the last `ROWS` of them are held. */
  count: number;
  /** Keys of a row, the columns' last. */
  width: number;
  labels: Int32Array<ArrayBuffer>;
  days: Int32Array<ArrayBuffer>;
  amounts: Float32Array<ArrayBuffer>;
  /** `width` a row: hash of what the row is under each key. */
  keys: Int32Array<ArrayBuffer>;
  /** `width` a row: the row before it with that key, counted from the first; -1 for none. */
  previous: Int32Array<ArrayBuffer>;
  /** By hash: the key, and the last row with it. */
  heads: Int32Array<ArrayBuffer>;
  /** By what is shared: bit 0 the day, then one for each key. */
  shared: Weights;
  amountGaps: Weights;
  ages: Weights;
  ranks: Weights;
}

export const ROWS = 2 ** 16;
export const HEADS = 2 ** 17;
/** Keys before those of the columns. */
const ROW_KEYS = 4;
/** So many rows are looked at for each key, and of all. */
export const LOOKED_AT = 64;
export const GAPS = 10;

export function createAttention(columnCount: number): Attention {
  const width = ROW_KEYS + columnCount;
  return {
    ...{ count: 0, width },
    ...{ labels: new Int32Array(ROWS), days: new Int32Array(ROWS), amounts: new Float32Array(ROWS) },
    ...{ keys: new Int32Array(ROWS * width), previous: new Int32Array(ROWS * width).fill(-1) },
    heads: new Int32Array(HEADS * 2).fill(-1),
    shared: startShared(createWeights(2 ** (width + 1)), 0),
    amountGaps: createWeights(GAPS),
    ages: createWeights(GAPS),
    ranks: createWeights(LOOKED_AT),
  };
}

/** A vote starts to weigh the more, the more is shared. */
function startShared(weights: Weights, first: number): Weights {
  for (let bits = first; bits < weights.length / 2; bits++) {
    let shares = 0;
    for (let rest = bits; rest > 0; rest >>= 1) shares += rest & 1;
    weights[bits * 2] = shares - 2;
  }
  return weights;
}

/** Adds a column at the end; rows of before have no value in it. */
export function widenAttention(attention: Attention): void {
  const { width, keys, previous, shared } = attention;
  attention.width = width + 1;
  attention.keys = new Int32Array(ROWS * (width + 1));
  attention.previous = new Int32Array(ROWS * (width + 1)).fill(-1);
  for (let row = 0; row < ROWS; row++) {
    attention.keys.set(keys.subarray(row * width, (row + 1) * width), row * (width + 1));
    attention.previous.set(previous.subarray(row * width, (row + 1) * width), row * (width + 1));
  }
  attention.shared = startShared(lengthenWeights(shared, 2 ** (width + 2)), 2 ** (width + 1));
}

/** A row as the expert sees it. */
export interface LookingRow {
  /** Hash under each key; never 0. */
  keys: Int32Array;
  /** Days since 1970. */
  day: number;
  /** ln(1 + major units), with sign. */
  amount: number;
}

/** Where a key's last row stands in `heads`. */
export const headOf = (key: number) => (key & (HEADS - 1)) * 2;

/** Remembers a row and its label. O(keys). */
export function rememberLabelled(attention: Attention, row: LookingRow, label: number): void {
  const { labels, days, amounts, keys, previous, heads, width } = attention;
  const slot = attention.count & (ROWS - 1);
  labels[slot] = label;
  days[slot] = row.day;
  amounts[slot] = row.amount;
  for (let index = 0; index < width; index++) {
    const key = row.keys[index] ?? 0;
    const head = headOf(key);
    keys[slot * width + index] = key;
    previous[slot * width + index] = heads[head] === key ? (heads[head + 1] ?? -1) : -1;
    heads[head] = key;
    heads[head + 1] = attention.count;
  }
  attention.count += 1;
}
