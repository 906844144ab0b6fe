import { OUTPUTS, ROWS, WEIGHT, type RankGroups } from './rank-groups.ts';
import type { RankedColumn } from './ranks.ts';
import type { Parting } from './tree-writer.ts';

/** A way to part the rows of a node by one column. */
export interface Candidate extends Parting {
  /** Sum over both sides and all outputs of sum^2 / weight: the larger, the less is left to tell apart. */
  score: number;
  /** Ranks up to this go left; -1 where words decide. */
  rank: number;
}

/** Sums over all rows of the node, as of a group. */
export type NodeSums = Float64Array;

/** Where the scan of one column found the largest score. */
interface Best {
  score: number;
  /** Groups of the order up to this go left. */
  at: number;
  isMissingLeft: boolean;
  isLeftHeavier: boolean;
  /** Null where groups stand in their own order. */
  order: Int32Array | null;
}

/**
 * Looks through the groups of one column for the cut with the largest score, each side of at least `minLeafRows` rows.
 * What is missing is tried on both sides. Of equal scores the first: by smaller values, what is missing left before right.
 */
export class PartingSearch {
  readonly #groups: RankGroups;
  readonly #minLeafRows: number;
  readonly #left: Float64Array;
  #sums: NodeSums;

  constructor(groups: RankGroups, minLeafRows: number) {
    this.#groups = groups;
    this.#minLeafRows = minLeafRows;
    this.#left = new Float64Array(groups.size);
    this.#sums = this.#left;
  }

  /** The best parting by a column whose groups were collected, if it is better than `least`. */
  find(
    column: RankedColumn,
    feature: number,
    { sums, least }: { sums: NodeSums; least: number },
  ): Candidate | null {
    this.#sums = sums;
    const best: Best = { score: least, at: -1, isMissingLeft: false, isLeftHeavier: false, order: null };
    if (column.bounds) this.#scan(best, null);
    else for (const order of this.#ordersOfWords()) this.#scan(best, order);
    return best.at === -1 ? null : this.#describe(best, column, feature);
  }

  #scan(best: Best, order: Int32Array | null): void {
    const { missing, count } = this.#groups;
    const hasMissing = (missing[ROWS] as number) > 0;
    if (hasMissing) {
      this.#left.set(missing);
      this.#scanFrom(best, order, { last: count - 1, isMissingLeft: true });
    }
    this.#left.fill(0);
    this.#scanFrom(best, order, { last: hasMissing ? count : count - 1, isMissingLeft: false });
  }

  #scanFrom(best: Best, order: Int32Array | null, end: { last: number; isMissingLeft: boolean }): void {
    if (this.#groups.size === OUTPUTS + 1) this.#scanOne(best, order, end);
    else this.#scanAll(best, order, end);
  }

  /** Adds group after group to the left side, where there is one output. */
  #scanOne(
    best: Best,
    order: Int32Array | null,
    { last, isMissingLeft }: { last: number; isMissingLeft: boolean },
  ): void {
    const { sums } = this.#groups;
    const [allWeight, allRows, all] = [
      this.#sums[WEIGHT] as number,
      this.#sums[ROWS] as number,
      this.#sums[OUTPUTS] as number,
    ];
    let [weight, rows, sum] = [
      this.#left[WEIGHT] as number,
      this.#left[ROWS] as number,
      this.#left[OUTPUTS] as number,
    ];
    const least = this.#minLeafRows;
    for (let at = 0; at < last; at++) {
      const group = (order ? (order[at] as number) : at) * 3;
      weight += sums[group] as number;
      rows += sums[group + 1] as number;
      sum += sums[group + 2] as number;
      if (rows < least) continue;
      if (allRows - rows < least) break;
      const rest = all - sum;
      const score = (sum * sum) / weight + (rest * rest) / (allWeight - weight);
      if (score > best.score) {
        keep(best, { score, at, order, isMissingLeft, isLeftHeavier: 2 * weight > allWeight });
      }
    }
  }

  /** The same for any number of outputs. */
  #scanAll(
    best: Best,
    order: Int32Array | null,
    { last, isMissingLeft }: { last: number; isMissingLeft: boolean },
  ): void {
    const { sums, size } = this.#groups;
    const left = this.#left;
    const [allWeight, allRows] = [this.#sums[WEIGHT] as number, this.#sums[ROWS] as number];
    for (let at = 0; at < last; at++) {
      const group = (order ? (order[at] as number) : at) * size;
      for (let part = 0; part < size; part++) {
        left[part] = (left[part] as number) + (sums[group + part] as number);
      }
      const rows = left[ROWS] as number;
      if (rows < this.#minLeafRows) continue;
      if (allRows - rows < this.#minLeafRows) break;
      const score = this.#score();
      if (score > best.score) {
        const isLeftHeavier = 2 * (left[WEIGHT] as number) > allWeight;
        keep(best, { score, at, order, isMissingLeft, isLeftHeavier });
      }
    }
  }

  #score(): number {
    const [left, all, { size }] = [this.#left, this.#sums, this.#groups];
    let [ofLeft, ofRight] = [0, 0];
    for (let part = OUTPUTS; part < size; part++) {
      const sum = left[part] as number;
      const rest = (all[part] as number) - sum;
      ofLeft += sum * sum;
      ofRight += rest * rest;
    }
    const weight = left[WEIGHT] as number;
    return ofLeft / weight + ofRight / ((all[WEIGHT] as number) - weight);
  }

  /** The groups by their mean; of more than one output by the share of each in turn. */
  *#ordersOfWords(): Generator<Int32Array> {
    const { sums, size, count } = this.#groups;
    for (let output = OUTPUTS; output < size; output++) {
      if ((this.#sums[output] as number) === 0 && size > OUTPUTS + 1) continue;
      const share = (group: number) =>
        (sums[group * size + output] as number) / (sums[group * size] as number);
      const order = new Int32Array(count).map((_, group) => group);
      yield order.sort((a, b) => share(a) - share(b) || a - b);
    }
  }

  /** Where no value is missing, and for words that no row of the node has, the heavier side. */
  #describe(best: Best, column: RankedColumn, feature: number): Candidate {
    const { missing, ranks, count } = this.#groups;
    const { score, at, isLeftHeavier } = best;
    const isMissingLeft = (missing[ROWS] as number) > 0 ? best.isMissingLeft : isLeftHeavier;
    const { bounds } = column;
    if (!bounds) {
      return {
        ...{ score, feature, isMissingLeft, rank: -1, threshold: 0 },
        words: this.#wordsOf(best, column),
      };
    }
    const rank = ranks[at] ?? 0;
    const isLast = at === count - 1;
    // Where only what is missing goes right, a threshold that no value exceeds.
    const threshold = isLast
      ? Number.MAX_VALUE
      : between(bounds.high[rank] ?? 0, bounds.low[ranks[at + 1] ?? 0] ?? 0);
    return { score, feature, isMissingLeft, rank, threshold, words: null };
  }

  #wordsOf({ at, order, isLeftHeavier }: Best, column: RankedColumn): Uint32Array {
    const { ranks, count } = this.#groups;
    const isLeft = new Uint8Array(column.count).fill(isLeftHeavier ? 1 : 0);
    for (let place = 0; place < count; place++) {
      isLeft[ranks[order?.[place] ?? place] ?? 0] = place <= at ? 1 : 0;
    }
    const words = new Uint32Array(Math.ceil(column.count / 32));
    isLeft.forEach((side, word) => {
      words[word >> 5] = ((words[word >> 5] ?? 0) | (side << (word & 31))) >>> 0;
    });
    return words;
  }
}

function keep(best: Best, found: Best): void {
  best.score = found.score;
  best.at = found.at;
  best.order = found.order;
  best.isMissingLeft = found.isMissingLeft;
  best.isLeftHeavier = found.isLeftHeavier;
}

/** The middle; where rounding would put it on the larger value, the smaller. */
function between(low: number, high: number): number {
  const middle = low + (high - low) / 2;
  return middle < high ? middle : low;
}
