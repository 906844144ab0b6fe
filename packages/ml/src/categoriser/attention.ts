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
  /**
   * `recordWords(width)` words of 16 bits a row, side by side and short, since looks at rows wait for memory: its label in
   * two words, its day, its amount, half of the hash of what it is under each key, then for each key how many rows ago the
   * row before it with that key came; 0 for none that is held.
   */
  records: Uint16Array<ArrayBuffer>;
  /** By hash: the key, and the last row with it. */
  heads: Int32Array<ArrayBuffer>;
  /** By what is shared: bit 0 the day, then one for each key. */
  shared: Weights;
  amountGaps: Weights;
  ages: Weights;
  ranks: Weights;
}

export const ROWS = 2 ** 16;
const HEADS = 2 ** 17;
/** Keys before those of the columns. */
export const ROW_KEYS = 4;
/** So many rows are looked at for each key of the row itself; for each column, and of all, only so many. */
export const LOOKED_AT = 64;
export const LOOKED_AT_COMMON = 32;
/** Ranges of amounts apart and of days apart: 0, 1, 2 to 3, 4 to 7 and so on, the last one open. */
export const AMOUNT_GAPS = 14;
export const AGES = 12;

/** Words of a record. */
const LABEL = 0;
export const DAY = 2;
export const AMOUNT = 3;
export const KEYS = 4;
export const recordWords = (width: number) => KEYS + 2 * width;

export function createAttention(columnCount: number): Attention {
  const width = ROW_KEYS + columnCount;
  return {
    ...{ count: 0, width, records: new Uint16Array(ROWS * recordWords(width)) },
    heads: new Int32Array(HEADS * 2).fill(-1),
    shared: startShared(createWeights(2 ** (width + 1)), 0),
    amountGaps: createWeights(AMOUNT_GAPS),
    ages: createWeights(AGES),
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
  const { width, records, shared } = attention;
  const words = recordWords(width);
  const wider = new Uint16Array(ROWS * recordWords(width + 1));
  for (let row = 0; row < ROWS; row++) {
    const [from, to] = [row * words, row * recordWords(width + 1)];
    wider.set(records.subarray(from, from + KEYS + width), to);
    wider.set(records.subarray(from + KEYS + width, from + words), to + KEYS + width + 1);
  }
  attention.width = width + 1;
  attention.records = wider;
  attention.shared = startShared(lengthenWeights(shared, 2 ** (width + 2)), 2 ** (width + 1));
}

/** A row as the expert sees it. */
export interface LookingRow {
  /** Hash under each key; never 0. */
  keys: Int32Array;
  /** Days since 1970. */
  day: number;
  /** ln(1 + major units), with sign, in steps of 1 / 256. */
  amount: number;
}

/** The half of a key that a record holds; the other half says where its head is. */
export const halfOf = (key: number) => key >>> 16;
/** A word as a number with a sign. */
export const signed = (word: number) => (word << 16) >> 16;

/** The label of a record, -1 where it was removed. */
export function labelOf(records: Uint16Array, record: number): number {
  return (records[record + LABEL] ?? 0) | ((records[record + LABEL + 1] ?? 0) << 16);
}

function writeLabel(records: Uint16Array, record: number, label: number): void {
  records[record + LABEL] = label;
  records[record + LABEL + 1] = label >> 16;
}

/** Where a key's last row stands in `heads`. */
export const headOf = (key: number) => (key & (HEADS - 1)) * 2;

/** The last row with a key, -1 where none is known. */
export function lastWith({ heads }: Attention, key: number): number {
  const head = headOf(key);
  return heads[head] === key ? (heads[head + 1] ?? -1) : -1;
}

/** Remembers a row and its label. O(keys). */
export function rememberLabelled(attention: Attention, row: LookingRow, label: number): void {
  const { records, heads, width } = attention;
  const record = (attention.count & (ROWS - 1)) * recordWords(width);
  writeLabel(records, record, label);
  records[record + DAY] = row.day;
  records[record + AMOUNT] = row.amount;
  for (let index = 0; index < width; index++) {
    const key = row.keys[index] ?? 0;
    const last = lastWith(attention, key);
    const ago = last < 0 ? 0 : attention.count - last;
    records[record + KEYS + index] = halfOf(key);
    records[record + KEYS + width + index] = ago < ROWS ? ago : 0;
    heads[headOf(key)] = key;
    heads[headOf(key) + 1] = attention.count;
  }
  attention.count += 1;
}

/** Relabels the rows of a label, or drops their votes: `into` = -1. */
export function relabelRows({ records, width }: Attention, from: number, into: number): void {
  for (let record = 0; record < records.length; record += recordWords(width)) {
    if (labelOf(records, record) === from) writeLabel(records, record, into);
  }
}
