import { gaussLegendre } from './quadrature.ts';
import { goesLeft, type Trees } from './tree.ts';
import { BEFORE, COLUMN, DEPTH, layPaths, LEAF, NODE, PLACES, SIDE } from './tree-paths.ts';
import { REACH, REACH_BEFORE, SHARE, SHARES, type TreePaths } from './tree-paths.ts';

/** What a walk explains, and where it adds what it finds. */
interface Explained {
  row: Float64Array;
  value: number;
  scale: number;
  terms: Float64Array;
}

/** What is known of the path at a depth: the split there, and the side to which the row turns. */
const FRAME = 4;
const SPLIT = 0;
const TURN = 1;
/** 1 where the row fits all splits above by the column of the split there, or there are none; else 0. */
const IS_OPEN = 2;
/** 1 where the row fits the step to this depth and all earlier splits by its column; else 0. */
const FITS = 3;

/** Blocks of numbers at a depth, each one a point: products above, sums below, factors of the step to it, inverses. */
const BLOCKS = 4;

/**
 * Walks trees for `explainTrees`. At each point t of the rule there are, by depth, the product of the factors o t + z (1 - t)
 * of the columns above, and the sum over the leaves below of their values times the factors on the way to them.
 * A column that is met again has its factor replaced: the new one is multiplied by the inverse of the one before, which is
 * t + z (1 - t), so no less than t; or 1 - t, without z, where the row has already failed, as then it only goes on by shares.
 */
export class PathWalk {
  readonly paths: TreePaths;
  readonly #trees: Trees;
  /** By their number of points: points, 1 - points, weights. */
  readonly #rules: Float64Array[] = [];
  readonly #frames: Int32Array;
  readonly #sums: Float64Array;
  #count = 1;
  #rule: Float64Array = new Float64Array(3);

  constructor(trees: Trees) {
    this.#trees = trees;
    this.paths = layPaths(trees);
    const { mostColumns, mostDepth } = this.paths;
    const most = mostColumns.reduce((count, columns) => Math.max(count, pointsFor(columns)), 1);
    this.#frames = new Int32Array((mostDepth + 1) * FRAME);
    this.#sums = new Float64Array((mostDepth + 1) * most * BLOCKS);
  }

  /** Adds what each column adds to the score of one tree. */
  add(tree: number, explained: Explained): void {
    const { starts, places, mostColumns } = this.paths;
    const from = starts[tree] ?? 0;
    const to = starts[tree + 1] ?? 0;
    if (from === to) return;
    const count = pointsFor(mostColumns[tree] ?? 1);
    const rule = (this.#rules[count] ??= ruleOf(count));
    this.#count = count;
    this.#rule = rule;
    for (let k = 0; k < count; k++) this.#sums[k] = (rule[2 * count + k] ?? 0) * explained.scale;
    let open = 0;
    for (let split = from; split < to; split++) {
      const depth = places[split * PLACES + DEPTH] ?? 0;
      for (; open >= depth && open > 0; open--) this.#leave(open, explained.terms);
      if (depth > 0) this.#step(split, depth);
      this.#enter(split, depth, explained);
      open = depth;
    }
    for (; open > 0; open--) this.#leave(open, explained.terms);
  }

  /** From the split at the depth above to this one. */
  #step(split: number, depth: number): void {
    const count = this.#count;
    const rule = this.#rule;
    const sums = this.#sums;
    const frames = this.#frames;
    const frame = (depth - 1) * FRAME;
    const side = this.paths.places[split * PLACES + SIDE] ?? 0;
    const isOpen = frames[frame + IS_OPEN] === 1;
    const fits = isOpen && side === frames[frame + TURN] ? 1 : 0;
    const share = (frames[frame + SPLIT] ?? 0) * SHARES + (isOpen ? REACH : SHARE) + side;
    const reach = this.paths.shares[share] ?? 0;
    frames[frame + FRAME + FITS] = fits;
    const above = depth * count * BLOCKS;
    const factors = above + 2 * count;
    const aboveBefore = above - count * BLOCKS;
    const inverses = aboveBefore + 3 * count;
    for (let k = 0; k < count; k++) {
      const factor = (fits * (rule[k] ?? 0) + reach * (rule[count + k] ?? 0)) * (sums[inverses + k] ?? 0);
      sums[factors + k] = factor;
      sums[above + k] = (sums[aboveBefore + k] ?? 0) * factor;
    }
  }

  /** Looks where the row turns, and takes in the children that are leaves. */
  #enter(split: number, depth: number, { row, value, terms }: Explained): void {
    const count = this.#count;
    const rule = this.#rule;
    const sums = this.#sums;
    const frames = this.#frames;
    const { places, shares } = this.paths;
    const place = split * PLACES;
    const column = places[place + COLUMN] ?? 0;
    const turn = goesLeft(this.#trees, places[place + NODE] ?? 0, row[column] ?? NaN) ? 0 : 1;
    const before = places[place + BEFORE] ?? 0;
    const open = before === 0 || frames[before * FRAME + FITS] === 1 ? 1 : 0;
    const frame = depth * FRAME;
    frames[frame + SPLIT] = split;
    frames[frame + TURN] = turn;
    frames[frame + IS_OPEN] = open;
    const left = this.#valueOf(places[place + LEAF] ?? -1, value);
    const right = this.#valueOf(places[place + LEAF + 1] ?? -1, value);
    const taken = open * (turn === 0 ? left : right);
    const share = split * SHARES + (open === 1 ? REACH : SHARE);
    const mean = left * (shares[share] ?? 0) + right * (shares[share + 1] ?? 0);
    const reach = open === 1 ? (shares[split * SHARES + REACH_BEFORE] ?? 0) : 1;
    const above = depth * count * BLOCKS;
    const below = above + count;
    const inverses = above + 3 * count;
    let sum = 0;
    for (let k = 0; k < count; k++) {
      const inverse = before === 0 ? 1 : 1 / (open * (rule[k] ?? 0) + reach * (rule[count + k] ?? 0));
      sums[inverses + k] = inverse;
      sums[below + k] = (taken * (rule[k] ?? 0) + mean * (rule[count + k] ?? 0)) * inverse;
      sum += (sums[above + k] ?? 0) * inverse * inverse;
    }
    if (open === 1) terms[column] = (terms[column] ?? 0) + (taken * reach - mean) * sum;
  }

  /** 0 for a child that is a split, which hands up its own later. */
  #valueOf(leaf: number, value: number): number {
    return leaf < 0 ? 0 : (this.#trees.value[leaf * this.#trees.width + value] ?? 0);
  }

  /** Hands what lies below a depth to the split above, and gives the column of that what it owes to it. */
  #leave(depth: number, terms: Float64Array): void {
    const count = this.#count;
    const sums = this.#sums;
    const frames = this.#frames;
    const { places, shares } = this.paths;
    const below = (depth * BLOCKS + 1) * count;
    const factors = below + count;
    const aboveBefore = (depth - 1) * BLOCKS * count;
    const belowBefore = aboveBefore + count;
    const inverses = aboveBefore + 3 * count;
    let sum = 0;
    for (let k = 0; k < count; k++) {
      const own = sums[below + k] ?? 0;
      const inverse = sums[inverses + k] ?? 0;
      sum += (sums[aboveBefore + k] ?? 0) * own * inverse * inverse;
      sums[belowBefore + k] = (sums[belowBefore + k] ?? 0) + own * (sums[factors + k] ?? 0);
    }
    const frame = (depth - 1) * FRAME;
    if (frames[frame + IS_OPEN] === 0) return;
    const parent = frames[frame + SPLIT] ?? 0;
    const side = places[(frames[frame + FRAME + SPLIT] ?? 0) * PLACES + SIDE] ?? 0;
    const reach = shares[parent * SHARES + REACH + side] ?? 0;
    const fitting = (frames[frame + FRAME + FITS] ?? 0) * (shares[parent * SHARES + REACH_BEFORE] ?? 0);
    const column = places[parent * PLACES + COLUMN] ?? 0;
    terms[column] = (terms[column] ?? 0) + (fitting - reach) * sum;
  }
}

/** The factors of all columns but one are a polynomial of degree columns - 1; n points are exact up to 2 n - 1. */
function pointsFor(columns: number): number {
  return Math.max(1, Math.ceil(columns / 2));
}

function ruleOf(count: number): Float64Array {
  const { points, weights } = gaussLegendre(count);
  return Float64Array.from([...points, ...points.toReversed(), ...weights]);
}
