import { hashText, mix } from './hashing.ts';
import type { RowHashes } from './row-hashes.ts';

/**
 * An expert on what a row says: softmax regression over its hashed words, parts of words and values, learned by AdaGrad.
 * The weights of a feature lie side by side from where its hash points to, one a label, so that any number of labels
 * fits. Source: K. Weinberger et al. (2009), Feature hashing for large scale multitask learning, ICML; J. Duchi, E. Hazan
 * and Y. Singer (2011), JMLR 12.
 */
export interface LinearExpert {
  weights: Float32Array<ArrayBuffer>;
  /** Sums of squared gradients, one a feature. */
  squares: Float32Array<ArrayBuffer>;
}

const WEIGHTS_LOG2 = 22;
/** So many labels fit behind the last feature; of more, the later ones share weights with other features. */
const MOST_LABELS = 4096;
/** Behind all weights there is room for a feature that has none. */
const NO_WEIGHTS = 2 ** WEIGHTS_LOG2 + MOST_LABELS;
const SQUARES_LOG2 = 16;
const INITIAL_SQUARES = 0.3;
const RATE = 0.5;
/** A residual below this moves nothing worth the time. */
const NEGLIGIBLE = 1e-3;
const MOST_FEATURES = 512;

export function createLinearExpert(): LinearExpert {
  return {
    weights: new Float32Array(NO_WEIGHTS + MOST_LABELS),
    squares: new Float32Array(2 ** SQUARES_LOG2).fill(INITIAL_SQUARES),
  };
}

/** The features of one row. Reused: valid until the next call. */
const features = { count: 0, hashes: new Int32Array(MOST_FEATURES), scale: 1 };

function put(kind: number, hash: number): void {
  if (features.count < MOST_FEATURES) features.hashes[features.count++] = mix(hash, 301 + kind);
}

/** The payee as a whole is left out: the counts know it, and what is left carries over to others. O(characters of the text + columns^2). */
export function gatherText(hashes: RowHashes, columnKeys: ArrayLike<number>, columns: number): void {
  features.count = 0;
  put(0, 1);
  putWords(hashes.words);
  putParts(` ${hashes.payeeText} `);
  put(6, hashes.coarse);
  put(8, mix(hashes.firstWord, hashes.coarse));
  put(9, hashes.month);
  for (let column = 0; column < columns; column++) {
    const value = columnKeys[column] ?? 0;
    put(10, value);
    put(12, mix(value, hashes.firstWord));
    put(13, mix(value, hashes.coarse));
    for (let earlier = 0; earlier < column; earlier++) put(14, mix(value, columnKeys[earlier] ?? 0));
  }
  features.scale = 1 / Math.sqrt(features.count);
}

function putWords(words: readonly string[]): void {
  let before = 0;
  for (const word of words) {
    const hash = hashText(word, 41);
    put(2, hash);
    if (before !== 0) put(3, mix(before, hash));
    before = hash;
  }
}

/** Every three and every four characters in a row. */
function putParts(text: string): void {
  for (let from = 0; from + 3 <= text.length; from++) {
    let hash = 7;
    for (let at = from; at < from + 3; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
    put(4, hash);
    if (from + 4 <= text.length) put(5, Math.imul(hash ^ text.charCodeAt(from + 3), 0x01000193));
  }
}

const firstWeightOf = (hash: number) => hash & (2 ** WEIGHTS_LOG2 - 1);
/** Where the weights of a gathered feature begin; of one past the last, where there are none. */
const firstOf = (index: number) =>
  index < features.count ? firstWeightOf(features.hashes[index] ?? 0) : NO_WEIGHTS;
const columnOf = (label: number) => label & (MOST_LABELS - 1);

/** Of the last row scored, by candidate. */
let probabilities = new Float64Array(256);
let offsets = new Int32Array(256);
let offsetCount = 0;

/**
 * ln p of each candidate into `out`: logits of the gathered features, divided by the root of their number.
 * O(features candidates).
 */
export function scoreText(
  { weights }: LinearExpert,
  { candidates, count }: { candidates: Int32Array; count: number },
  out: Float64Array,
): void {
  if (probabilities.length < count) {
    probabilities = new Float64Array(count * 2);
    offsets = new Int32Array(count * 2);
  }
  for (let position = 0; position < count; position++) {
    offsets[position] = columnOf(candidates[position] ?? 0);
    out[position] = 0;
  }
  // Four features at a time: their weights lie far apart, and so the waits for memory overlap.
  offsetCount = count;
  for (let index = 0; index < features.count; index += 4) addFour(weights, index, out);
  toLogShares(out, count);
}

/** Adds the weights of four features to the logits. */
function addFour(weights: Float32Array, index: number, out: Float64Array): void {
  const a = firstOf(index);
  const b = firstOf(index + 1);
  const c = firstOf(index + 2);
  const d = firstOf(index + 3);
  for (let position = 0; position < offsetCount; position++) {
    const offset = offsets[position] ?? 0;
    out[position] =
      (out[position] ?? 0) +
      ((weights[a + offset] ?? 0) + (weights[b + offset] ?? 0)) +
      ((weights[c + offset] ?? 0) + (weights[d + offset] ?? 0));
  }
}

function toLogShares(out: Float64Array, count: number): void {
  let highest = -Infinity;
  for (let position = 0; position < count; position++) {
    const logit = (out[position] ?? 0) * features.scale;
    out[position] = logit;
    if (logit > highest) highest = logit;
  }
  let sum = 0;
  for (let position = 0; position < count; position++) {
    const share = Math.exp((out[position] ?? 0) - highest);
    probabilities[position] = share;
    sum += share;
  }
  const normaliser = Math.log(sum) + highest;
  for (let position = 0; position < count; position++) {
    probabilities[position] = (probabilities[position] ?? 0) / sum;
    out[position] = (out[position] ?? 0) - normaliser;
  }
}

/** What a step is about to move: the columns of labels, and by how much the expert missed each. Reused. */
const missed = { count: 0, columns: new Int32Array(256), residuals: new Float64Array(256), norm: 0 };

function miss(column: number, residual: number): void {
  if (missed.count === missed.columns.length) {
    const { columns, residuals } = missed;
    missed.columns = new Int32Array(columns.length * 2);
    missed.columns.set(columns);
    missed.residuals = new Float64Array(columns.length * 2);
    missed.residuals.set(residuals);
  }
  missed.columns[missed.count] = column;
  missed.residuals[missed.count++] = residual;
  missed.norm += residual * residual;
}

function gatherMissed(count: number, truth: { label: number; position: number }): void {
  missed.count = 0;
  missed.norm = 0;
  for (let position = 0; position < count; position++) {
    const residual = (probabilities[position] ?? 0) - (position === truth.position ? 1 : 0);
    if (residual >= NEGLIGIBLE || residual <= -NEGLIGIBLE) miss(offsets[position] ?? 0, residual);
  }
  if (truth.position < 0) miss(columnOf(truth.label), -1);
}

/** Called with every place that `learnText` will write to, before it does. */
export function forEachMoved(
  expert: LinearExpert,
  { count, truth }: { count: number; truth: { label: number; position: number } },
  call: (array: Float32Array, at: number) => void,
): void {
  gatherMissed(count, truth);
  for (let index = 0; index < features.count; index++) {
    const hash = features.hashes[index] ?? 0;
    call(expert.squares, squareOf(hash));
    for (let at = 0; at < missed.count; at++) {
      call(expert.weights, firstWeightOf(hash) + (missed.columns[at] ?? 0));
    }
  }
}

/** Of each feature, its step. Reused. */
const rates = new Float64Array(MOST_FEATURES);

const squareOf = (hash: number) => (hash >>> 16) & (2 ** SQUARES_LOG2 - 1);

/** One step against the gradient of the expert's own log loss, times `weight`, for the row last scored. */
export function learnText(
  { weights, squares }: LinearExpert,
  count: number,
  truth: { label: number; position: number; weight: number },
): void {
  gatherMissed(count, truth);
  if (missed.count === 0) return;
  const scale = features.scale * truth.weight;
  const gain = missed.norm * scale * scale;
  // All squares first, so that the waits for memory overlap.
  for (let index = 0; index < features.count; index++) {
    const at = squareOf(features.hashes[index] ?? 0);
    const square = (squares[at] ?? INITIAL_SQUARES) + gain;
    squares[at] = square;
    rates[index] = (RATE * scale) / Math.sqrt(square);
  }
  for (let index = 0; index < features.count; index++) {
    const first = firstWeightOf(features.hashes[index] ?? 0);
    const rate = rates[index] ?? 0;
    for (let at = 0; at < missed.count; at++) {
      const place = first + (missed.columns[at] ?? 0);
      weights[place] = (weights[place] ?? 0) - rate * (missed.residuals[at] ?? 0);
    }
  }
}
