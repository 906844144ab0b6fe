import { fillHistogram, subtractHistogram, type Growing, type Histogram } from './histogram.ts';
import { findSplit, valueOf, type Bounds, type Split, type SplitRules, type Sums } from './split.ts';

/** What a tree may be. */
export interface TreeRules extends SplitRules {
  maxLeaves: number;
  maxDepth: number;
  /** Per column: 1 never falls, -1 never rises, 0 anything. */
  monotone: Int8Array;
}

/** A node of a tree that is being grown. */
export interface GrownNode {
  from: number;
  to: number;
  depth: number;
  sums: Sums;
  bounds: Bounds;
  value: number;
  /** Null for a leaf. */
  split: Split | null;
  left: GrownNode | null;
  right: GrownNode | null;
}

interface Open {
  node: GrownNode;
  histogram: Histogram;
  candidate: Split;
}

/** Histograms that no node needs any more. */
export type HistogramPool = Histogram[];

/**
 * Grows a tree leaf by leaf, the one with the largest gain first. `growing.rows` ends up ordered by leaf: each leaf has
 * the rows from its `from` to its `to`. Only the smaller child of a split is summed up, the other is what is left.
 * Source: J. H. Friedman (2001), Annals of Statistics 29; G. Ke et al. (2017), LightGBM, NeurIPS; T. Chen and
 * C. Guestrin (2016), XGBoost, KDD, for gains.
 */
export function growTree(
  growing: Growing,
  rules: TreeRules,
  { used, count, pool }: { used: readonly number[]; count: number; pool: HistogramPool },
): GrownNode {
  const grower = new Grower(growing, rules, { used, pool });
  return grower.grow(count);
}

class Grower {
  readonly #growing: Growing;
  readonly #rules: TreeRules;
  readonly #used: readonly number[];
  readonly #pool: HistogramPool;
  readonly #spare: Int32Array;
  readonly #open: Open[] = [];

  constructor(
    growing: Growing,
    rules: TreeRules,
    { used, pool }: { used: readonly number[]; pool: HistogramPool },
  ) {
    this.#growing = growing;
    this.#rules = rules;
    this.#used = used;
    this.#pool = pool;
    this.#spare = new Int32Array(growing.rows.length);
  }

  grow(count: number): GrownNode {
    const { gradients, hessians, rows } = this.#growing;
    const sums: Sums = { gradient: 0, hessian: 0, rows: count };
    for (let at = 0; at < count; at++) {
      sums.gradient += gradients[rows[at] ?? 0] ?? 0;
      sums.hessian += hessians[rows[at] ?? 0] ?? 0;
    }
    const bounds = { least: -Infinity, most: Infinity };
    const value = valueOf(sums, this.#rules.l2, bounds);
    const root: GrownNode = {
      ...{ from: 0, to: count, depth: 0, sums, bounds, value },
      ...{ split: null, left: null, right: null },
    };
    const histogram = this.#take();
    fillHistogram(histogram, this.#growing, { from: 0, to: count, used: this.#used });
    this.#offer(root, histogram);
    for (let leaves = 1; leaves < this.#rules.maxLeaves && this.#open.length > 0; leaves++) this.#part();
    for (const { histogram: unused } of this.#open) this.#pool.push(unused);
    return root;
  }

  #take(): Histogram {
    return this.#pool.pop() ?? new Float64Array(this.#growing.columns.length * 768);
  }

  /** Lets a node be parted later, if it can be. */
  #offer(node: GrownNode, histogram: Histogram): void {
    const canGrow = node.depth < this.#rules.maxDepth && node.to - node.from >= 2 * this.#rules.minLeafRows;
    const candidate = canGrow
      ? findSplit(histogram, node, {
          ...{ columns: this.#growing.columns, used: this.#used },
          ...{ monotone: this.#rules.monotone, rules: this.#rules },
        })
      : null;
    if (candidate) this.#open.push({ node, histogram, candidate });
    else this.#pool.push(histogram);
  }

  /** Parts the open node with the largest gain; of equal ones the oldest. */
  #part(): void {
    let chosen = 0;
    this.#open.forEach(({ candidate }, at) => {
      if (candidate.gain > (this.#open[chosen]?.candidate.gain ?? 0)) chosen = at;
    });
    const [open] = this.#open.splice(chosen, 1);
    if (!open) return;
    const { node, histogram, candidate } = open;
    const middle = this.#partition(node, candidate);
    const [leftBounds, rightBounds] = boundsOf(node.bounds, candidate, this.#rules.monotone);
    const depth = node.depth + 1;
    const none = { split: null, left: null, right: null };
    node.split = candidate;
    node.left = {
      ...{ from: node.from, to: middle, depth, sums: candidate.left, bounds: leftBounds },
      ...{ value: candidate.leftValue, ...none },
    };
    node.right = {
      ...{ from: middle, to: node.to, depth, sums: candidate.right, bounds: rightBounds },
      ...{ value: candidate.rightValue, ...none },
    };
    const isLeftSmaller = middle - node.from <= node.to - middle;
    const [small, large] = isLeftSmaller ? [node.left, node.right] : [node.right, node.left];
    const ofSmall = this.#take();
    fillHistogram(ofSmall, this.#growing, { from: small.from, to: small.to, used: this.#used });
    subtractHistogram(histogram, ofSmall, { columns: this.#growing.columns, used: this.#used });
    this.#offer(small, ofSmall);
    this.#offer(large, histogram);
  }

  /** Puts the rows that go left before the others, each side in its order. The first place of the right ones. */
  #partition({ from, to }: GrownNode, { column, bin, words, isMissingLeft }: Split): number {
    const { columns, rows } = this.#growing;
    const of = columns[column];
    if (!of) return to;
    const goesLeft = new Uint8Array(of.count + 1);
    for (let at = 0; at < of.count; at++) {
      goesLeft[at] = words ? ((words[at >> 5] ?? 0) >>> (at & 31)) & 1 : at <= bin ? 1 : 0;
    }
    goesLeft[of.count] = isMissingLeft ? 1 : 0;
    const { bins } = of;
    let [left, right] = [from, 0];
    for (let at = from; at < to; at++) {
      const row = rows[at] ?? 0;
      if (goesLeft[bins[row] ?? 0] === 1) rows[left++] = row;
      else this.#spare[right++] = row;
    }
    rows.set(this.#spare.subarray(0, right), left);
    return left;
  }
}

/** Children of a split by a monotone column stay on their sides of the middle between them. */
function boundsOf(
  bounds: Bounds,
  { column, leftValue, rightValue }: Split,
  monotone: Int8Array,
): [Bounds, Bounds] {
  const direction = monotone[column] ?? 0;
  if (direction === 0) return [bounds, bounds];
  const middle = (leftValue + rightValue) / 2;
  const below = { least: bounds.least, most: middle };
  const above = { least: middle, most: bounds.most };
  return direction > 0 ? [below, above] : [above, below];
}
