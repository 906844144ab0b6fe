import type { Random } from '../random/index.ts';
import { PartingSearch, type Candidate } from './find-parting.ts';
import { OUTPUTS, RankGroups, ROWS, WEIGHT, type NodeRows } from './rank-groups.ts';
import type { RankedColumn } from './ranks.ts';
import type { TreeWriter } from './tree-writer.ts';

/** What trees are grown on. */
export interface Ground {
  columns: readonly RankedColumn[];
  /** Of each row a number, or the code of its class. */
  targets: Float64Array;
  /** 0 where a mean is learned. */
  classes: number;
}

export interface TreeRules {
  maxDepth: number;
  minLeafRows: number;
  /** Columns that each split chooses from. */
  triedColumns: number;
}

/** A node that waits to be looked at. */
interface Waiting {
  from: number;
  to: number;
  depth: number;
  parent: number;
  isLeft: boolean;
}

/**
 * Grows trees from the root, the left side of a node before its right one, until the rows of a leaf are all of one target,
 * no column parts them, or the rules say so. One grower serves a whole forest.
 */
export class Grower {
  readonly #ground: Ground;
  readonly #rules: TreeRules;
  readonly #writer: TreeWriter;
  readonly #groups: RankGroups;
  readonly #search: PartingSearch;
  readonly #order: Int32Array;
  readonly #spare: Int32Array;
  readonly #value: Float64Array;
  readonly #sums: Float64Array;
  readonly #node: NodeRows;
  readonly #waiting: Waiting[] = [];
  #weights: Float64Array = new Float64Array(0);

  constructor(ground: Ground, rules: TreeRules, writer: TreeWriter) {
    const { columns, targets, classes } = ground;
    const rows = targets.length;
    this.#ground = ground;
    this.#rules = rules;
    this.#writer = writer;
    this.#groups = new RankGroups(columns, rows, outputsOf(classes));
    this.#search = new PartingSearch(this.#groups, rules.minLeafRows);
    this.#order = new Int32Array(columns.length).map((_, index) => index);
    this.#spare = new Int32Array(rows);
    this.#value = new Float64Array(Math.max(1, classes));
    this.#sums = new Float64Array(this.#groups.size);
    const [weights, ofTargets] = [new Float64Array(rows), new Float64Array(rows)];
    this.#node = { rows: this.#spare, from: 0, to: 0, weights, targets: ofTargets };
  }

  /**
   * Grows the next tree on these rows, which end up ordered by leaf, each once, and what each counts. `onLeaf` is told how
   * many rows each leaf has.
   */
  grow(
    { rows, weights }: { rows: Int32Array; weights: Float64Array },
    random: Random,
    onLeaf: (rows: number) => void,
  ): void {
    this.#node.rows = rows;
    this.#weights = weights;
    this.#order.forEach((_, at) => (this.#order[at] = at));
    this.#writer.startTree();
    this.#waiting.push({ from: 0, to: rows.length, depth: 0, parent: -1, isLeft: false });
    for (let next = this.#waiting.pop(); next; next = this.#waiting.pop()) {
      if (!this.#settle(next, random)) onLeaf(next.to - next.from);
    }
  }

  /** Writes a node and parts it if it can be. */
  #settle({ from, to, depth, parent, isLeft }: Waiting, random: Random): boolean {
    this.#node.from = from;
    this.#node.to = to;
    const isPure = this.#ground.classes > 0 ? this.#countClasses() : this.#averageTargets();
    const node = this.#writer.addNode(this.#value, this.#sums[WEIGHT] ?? 0);
    if (parent !== -1) this.#writer.link(parent, node, isLeft);
    const { maxDepth, minLeafRows } = this.#rules;
    if (isPure || depth >= maxDepth || to - from < 2 * minLeafRows) return false;
    const found = this.#findParting(random);
    if (!found) return false;
    this.#writer.part(node, found);
    const middle = this.#partition(found);
    this.#waiting.push({ from: middle, to, depth: depth + 1, parent: node, isLeft: false });
    this.#waiting.push({ from, to: middle, depth: depth + 1, parent: node, isLeft: true });
    return true;
  }

  /** Shares of classes as the node's value, and its sums. Whether all rows are of one class. */
  #countClasses(): boolean {
    const { rows, from, to, weights, targets } = this.#node;
    const value = this.#value.fill(0);
    for (let at = from; at < to; at++) {
      const row = rows[at] as number;
      const [weight, code] = [this.#weights[row] as number, this.#ground.targets[row] as number];
      weights[at - from] = weight;
      targets[at - from] = code;
      value[code] = (value[code] as number) + weight;
    }
    const sums = this.#sums;
    if (value.length <= 2) sums[OUTPUTS] = value[1] ?? 0;
    else sums.set(value, OUTPUTS);
    sums[ROWS] = to - from;
    let [total, classes] = [0, 0];
    for (const weight of value) {
      total += weight;
      if (weight > 0) classes += 1;
    }
    sums[WEIGHT] = total;
    for (let code = 0; code < value.length; code++) value[code] = (value[code] as number) / total;
    return classes === 1;
  }

  /** The mean as the node's value, and sums of what differs from it. Whether all targets are equal. */
  #averageTargets(): boolean {
    const { rows, from, to, weights, targets } = this.#node;
    let [total, sum, least, most] = [0, 0, Infinity, -Infinity];
    for (let at = from; at < to; at++) {
      const row = rows[at] as number;
      const [weight, target] = [this.#weights[row] as number, this.#ground.targets[row] as number];
      weights[at - from] = weight;
      targets[at - from] = target;
      total += weight;
      sum += weight * target;
      if (target < least) least = target;
      if (target > most) most = target;
    }
    const mean = Math.min(most, Math.max(least, sum / total));
    let rest = 0;
    for (let at = 0; at < to - from; at++) {
      const difference = (targets[at] as number) - mean;
      targets[at] = difference;
      rest += (weights[at] as number) * difference;
    }
    this.#value[0] = mean;
    this.#sums[WEIGHT] = total;
    this.#sums[ROWS] = to - from;
    this.#sums[OUTPUTS] = rest;
    return least === most;
  }

  /** Tries columns as they are drawn; one in which the rows are all alike does not count. */
  #findParting(random: Random): Candidate | null {
    const { columns } = this.#ground;
    const { triedColumns } = this.#rules;
    const order = this.#order;
    let best: Candidate | null = null;
    let least = -Infinity;
    for (let at = 0, tried = 0; at < order.length && tried < triedColumns; at++) {
      if (triedColumns < order.length) {
        const other = at + random.integer(order.length - at);
        [order[at], order[other]] = [order[other] as number, order[at] as number];
      }
      const feature = order[at] as number;
      const column = columns[feature];
      if (!column || !this.#groups.collect(column, this.#node)) continue;
      tried += 1;
      const found = this.#search.find(column, feature, { sums: this.#sums, least });
      if (!found) continue;
      best = found;
      least = found.score;
    }
    return best;
  }

  /** Puts the rows that go left before the others, each side in its order. The first place of the right ones. */
  #partition({ feature, rank, words, isMissingLeft }: Candidate): number {
    const { rows, from, to } = this.#node;
    const column = this.#ground.columns[feature];
    if (!column) return to;
    const { ranks, count } = column;
    const spare = this.#spare;
    let [left, right] = [from, 0];
    for (let at = from; at < to; at++) {
      const row = rows[at] as number;
      const value = ranks[row] as number;
      let isLeft = value <= rank;
      if (value === count) isLeft = isMissingLeft;
      else if (words) isLeft = (((words[value >> 5] as number) >>> (value & 31)) & 1) === 1;
      if (isLeft) rows[left++] = row;
      else spare[right++] = row;
    }
    rows.set(spare.subarray(0, right), left);
    return left;
  }
}

/** One number tells two classes apart. */
export function outputsOf(classes: number): number {
  return classes > 2 ? classes : 1;
}
