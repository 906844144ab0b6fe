import type { Random } from '../random/index.ts';
import type { Schema } from '../tables/index.ts';
import type { Parting } from './tree-writer.ts';

/** What the rows of a node are in one column. */
interface Span {
  least: number;
  most: number;
  hasMissing: boolean;
}

/** A random parting of rows by a column in which they differ; null where they differ in none. O(rows columns). */
export function drawParting(
  { schema, columns }: { schema: Schema; columns: readonly Float64Array[] },
  rows: Int32Array,
  random: Random,
): Parting | null {
  const order = columns.map((_, index) => index);
  for (let at = 0; at < order.length; at++) {
    const other = at + random.integer(order.length - at);
    const feature = order[other] ?? 0;
    order[other] = order[at] ?? 0;
    const [column, values] = [schema[feature], columns[feature]];
    if (!column || !values) continue;
    const span = spanOf(values, rows);
    if (!(span.least < span.most || (span.hasMissing && span.least === span.most))) continue;
    if (column.kind === 'number') return { feature, words: null, ...drawCut(span, random) };
    const words = drawWords({ values, rows, count: column.categories.length }, span, random);
    return { feature, threshold: 0, ...words };
  }
  return null;
}

export function goesLeft({ threshold, words, isMissingLeft }: Parting, value: number): boolean {
  if (value !== value) return isMissingLeft;
  return words ? (((words[value >> 5] ?? 0) >>> (value & 31)) & 1) === 1 : value <= threshold;
}

function spanOf(values: Float64Array, rows: Int32Array): Span {
  const span = { least: Infinity, most: -Infinity, hasMissing: false };
  for (const row of rows) {
    const value = values[row] ?? NaN;
    if (value !== value) span.hasMissing = true;
    if (value < span.least) span.least = value;
    if (value > span.most) span.most = value;
  }
  return span;
}

function drawCut({ least, most }: Span, random: Random): Pick<Parting, 'threshold' | 'isMissingLeft'> {
  // Only what is missing differs from the rest.
  if (least === most) return { threshold: Number.MAX_VALUE, isMissingLeft: false };
  const share = random.uniform();
  const threshold = least * (1 - share) + most * share;
  const isMissingLeft = random.uniform() < 0.5;
  return { threshold: threshold >= least && threshold < most ? threshold : least, isMissingLeft };
}

function drawWords(
  { values, rows, count }: { values: Float64Array; rows: Int32Array; count: number },
  { least, most }: Span,
  random: Random,
): Pick<Parting, 'words' | 'isMissingLeft'> {
  const words = new Uint32Array(Math.ceil(count / 32));
  if (least === most) return { words: words.fill(0xffffffff), isMissingLeft: false };
  const flip = (word: number) => (words[word >> 5] = ((words[word >> 5] ?? 0) ^ (1 << (word & 31))) >>> 0);
  for (let word = 0; word < count; word++) if (random.uniform() < 0.5) flip(word);
  const isMissingLeft = random.uniform() < 0.5;
  const present = [...new Set(Array.from(rows, (row) => values[row] ?? NaN))].filter((word) => word === word);
  const isLeft = (word: number) => goesLeft({ feature: 0, threshold: 0, words, isMissingLeft }, word);
  const sides = new Set(present.map(isLeft));
  // All on one side: one of them changes.
  if (sides.size === 1) flip(present.sort((a, b) => a - b)[random.integer(present.length)] ?? 0);
  return { words, isMissingLeft };
}
