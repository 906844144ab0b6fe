import type { Trees } from '../trees/index.ts';

/** How the rows of a node are parted, as trees keep it. */
export interface Parting {
  feature: number;
  threshold: number;
  isMissingLeft: boolean;
  /** Words that go left; null for numbers. */
  words: Uint32Array | null;
}

/** Trees that grow node by node, in arrays that double when they are full. */
export class TreeWriter {
  readonly #width: number;
  readonly #starts: number[] = [];
  #nodes = 0;
  #setWords = 0;
  #feature = new Int32Array(64);
  #threshold = new Float64Array(64);
  #missingLeft = new Uint8Array(64);
  #left = new Int32Array(64);
  #right = new Int32Array(64);
  #value: Float64Array<ArrayBuffer>;
  #cover = new Float64Array(64);
  #categories = new Int32Array(64);
  #sets = new Uint32Array(64);

  constructor(width: number) {
    this.#width = width;
    this.#value = new Float64Array(64 * width);
  }

  /** The next node is the root of a new tree. */
  startTree(): void {
    this.#starts.push(this.#nodes);
  }

  /** A leaf, until it is parted. Its index. */
  addNode(value: ArrayLike<number>, cover: number): number {
    if (this.#nodes === this.#feature.length) this.#grow();
    const node = this.#nodes++;
    this.#feature[node] = this.#left[node] = this.#right[node] = this.#categories[node] = -1;
    this.#value.set(value, node * this.#width);
    this.#cover[node] = cover;
    return node;
  }

  part(node: number, { feature, threshold, isMissingLeft, words }: Parting): void {
    this.#feature[node] = feature;
    this.#threshold[node] = threshold;
    this.#missingLeft[node] = isMissingLeft ? 1 : 0;
    if (!words) return;
    const from = this.#setWords;
    this.#setWords += words.length;
    while (this.#setWords > this.#sets.length) this.#sets = doubled(this.#sets, Uint32Array);
    this.#sets.set(words, from);
    this.#categories[node] = from;
  }

  /** Hangs a node under its parent. */
  link(parent: number, child: number, isLeft: boolean): void {
    (isLeft ? this.#left : this.#right)[parent] = child;
  }

  #grow(): void {
    this.#feature = doubled(this.#feature, Int32Array);
    this.#threshold = doubled(this.#threshold, Float64Array);
    this.#missingLeft = doubled(this.#missingLeft, Uint8Array);
    this.#left = doubled(this.#left, Int32Array);
    this.#right = doubled(this.#right, Int32Array);
    this.#value = doubled(this.#value, Float64Array);
    this.#cover = doubled(this.#cover, Float64Array);
    this.#categories = doubled(this.#categories, Int32Array);
  }

  toTrees(): Trees {
    const nodes = this.#nodes;
    return {
      starts: Int32Array.from([...this.#starts, nodes]),
      feature: this.#feature.slice(0, nodes),
      threshold: this.#threshold.slice(0, nodes),
      missingLeft: this.#missingLeft.slice(0, nodes),
      left: this.#left.slice(0, nodes),
      right: this.#right.slice(0, nodes),
      value: this.#value.slice(0, nodes * this.#width),
      width: this.#width,
      cover: this.#cover.slice(0, nodes),
      categories: this.#categories.slice(0, nodes),
      categorySets: this.#sets.slice(0, this.#setWords),
    };
  }
}

type Growable = Int32Array | Float64Array | Uint8Array | Uint32Array;

function doubled<A extends Growable>(array: A, Kind: new (length: number) => A): A {
  const larger = new Kind(array.length * 2);
  larger.set(array);
  return larger;
}
