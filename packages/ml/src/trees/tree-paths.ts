import type { Trees } from './tree.ts';

/**
 * What the paths of trees have in common for every row: their splits in the order of a walk, each before those below it and
 * all of its left side before its right side.
 */
export interface TreePaths {
  /** Where the splits of each tree begin; one more at the end. */
  starts: Int32Array;
  /** `PLACES` whole numbers a split. */
  places: Int32Array;
  /** `SHARES` shares of cover a split. */
  shares: Float64Array;
  /** Most different columns on a path, of each tree. */
  mostColumns: Int32Array;
  mostDepth: number;
  /** Columns that a row must have. */
  columns: number;
  /** Mean of each tree by cover, `width` numbers a tree. */
  expected: Float64Array;
}

/** The whole numbers of a split, together, as a walk reads them together. */
export const PLACES = 8;
export const NODE = 0;
export const COLUMN = 1;
/** Splits above. */
export const DEPTH = 2;
/** 0 where it stands to the left of the split above, 1 to the right. */
export const SIDE = 3;
/** 1 + the depth of the last split above by the same column; 0 for none. */
export const BEFORE = 4;
/** The child to the left where that is a leaf, -1 where it is a split; then the one to the right. */
export const LEAF = 5;

/** The shares of a split. */
export const SHARES = 5;
/** Of its cover: what goes left; then what goes right. */
export const SHARE = 0;
/** Product of the shares of all splits above by the same column, on the sides of the path; 1 for none. */
export const REACH_BEFORE = 2;
/** The same with that of this split: to the left; then to the right. */
export const REACH = 3;

/** Lays out the paths. O(nodes). */
export function layPaths(trees: Trees): TreePaths {
  const splits = trees.feature.reduce((count, feature) => count + (feature < 0 ? 0 : 1), 0);
  const count = trees.starts.length - 1;
  const paths: TreePaths = {
    ...{ starts: new Int32Array(count + 1), mostColumns: new Int32Array(count), mostDepth: 0 },
    ...{ places: new Int32Array(splits * PLACES), shares: new Float64Array(splits * SHARES) },
    ...{ columns: trees.feature.reduce((most, feature) => Math.max(most, feature + 1), 0) },
    expected: expectedOf(trees),
  };
  const layout = new Layout(trees, paths);
  for (let tree = 0; tree < count; tree++) paths.starts[tree + 1] = layout.add(tree);
  return paths;
}

/**
 * Share of a split's cover that a child has, by the covers of both: theirs may differ a little from their parent's, and
 * these sum to 1. A half where nothing ever came.
 */
function shareOf({ cover, left, right }: Trees, node: number, child: number): number {
  const both = (cover[left[node] ?? 0] ?? 0) + (cover[right[node] ?? 0] ?? 0);
  return both > 0 ? (cover[child] ?? 0) / both : 0.5;
}

/** Mean of the leaves of each tree by cover; children stand after their parent. */
function expectedOf(trees: Trees): Float64Array {
  const { starts, feature, value, width, left, right } = trees;
  const means = value.slice();
  for (let node = feature.length - 1; node >= 0; node--) {
    if ((feature[node] ?? -1) < 0) continue;
    means.fill(0, node * width, (node + 1) * width);
    for (const child of [left[node] ?? 0, right[node] ?? 0]) {
      const share = shareOf(trees, node, child);
      for (let at = 0; at < width; at++) {
        const own = node * width + at;
        means[own] = (means[own] ?? 0) + share * (means[child * width + at] ?? 0);
      }
    }
  }
  const roots = starts.subarray(0, -1);
  return Float64Array.from(
    { length: roots.length * width },
    (_, at) => means[(roots[Math.floor(at / width)] ?? 0) * width + (at % width)] ?? 0,
  );
}

interface Next {
  node: number;
  depth: number;
  side: number;
}

/** Lays out one tree after the other, and knows what is on the path to the split at hand. */
class Layout {
  readonly #trees: Trees;
  readonly #paths: TreePaths;
  /** Of each column, 1 + the depth of its last split on the path; 0 for none. */
  readonly #last: Int32Array;
  /** The path: its splits, and how many columns they have up to each depth. */
  readonly #path: number[] = [];
  readonly #columns: number[] = [0];
  #laid = 0;

  constructor(trees: Trees, paths: TreePaths) {
    this.#trees = trees;
    this.#paths = paths;
    this.#last = new Int32Array(paths.columns);
  }

  /** How many splits are laid out with those of this tree. */
  add(tree: number): number {
    const { feature, left, right, starts } = this.#trees;
    const open: Next[] = [{ node: starts[tree] ?? 0, depth: 0, side: 0 }];
    for (let next = open.pop(); next; next = open.pop()) {
      const { node, depth } = next;
      if ((feature[node] ?? -1) < 0) continue;
      this.#leave(depth);
      this.#enter(next, tree);
      open.push({ node: right[node] ?? 0, depth: depth + 1, side: 1 });
      open.push({ node: left[node] ?? 0, depth: depth + 1, side: 0 });
    }
    this.#leave(0);
    return this.#laid;
  }

  /** Back to where the next split of the path is at this depth. */
  #leave(depth: number): void {
    const { places } = this.#paths;
    while (this.#path.length > depth) {
      const from = (this.#path.pop() ?? 0) * PLACES;
      this.#last[places[from + COLUMN] ?? 0] = places[from + BEFORE] ?? 0;
    }
  }

  #enter({ node, depth, side }: Next, tree: number): void {
    const trees = this.#trees;
    const { places, shares, mostColumns, mostDepth } = this.#paths;
    const column = trees.feature[node] ?? 0;
    const [left, right] = [trees.left[node] ?? 0, trees.right[node] ?? 0];
    const leaves = [left, right].map((child) => ((trees.feature[child] ?? -1) < 0 ? child : -1));
    const before = this.#last[column] ?? 0;
    places.set([node, column, depth, side, before, ...leaves], this.#laid * PLACES);
    const [ofLeft, ofRight] = [shareOf(trees, node, left), shareOf(trees, node, right)];
    const reach = before === 0 ? 1 : this.#reachAt(before, side);
    shares.set([ofLeft, ofRight, reach, reach * ofLeft, reach * ofRight], this.#laid * SHARES);
    const columns = (this.#columns[depth] ?? 0) + (before === 0 ? 1 : 0);
    this.#columns[depth + 1] = columns;
    mostColumns[tree] = Math.max(mostColumns[tree] ?? 0, columns);
    this.#paths.mostDepth = Math.max(mostDepth, depth + 1);
    this.#path.push(this.#laid);
    this.#last[column] = depth + 1;
    this.#laid += 1;
  }

  /** What is left of the cover by the column of the split above this depth, on the side that the path takes there. */
  #reachAt(depth: number, lastSide: number): number {
    const { places, shares } = this.#paths;
    const next = this.#path[depth];
    const side = next === undefined ? lastSide : (places[next * PLACES + SIDE] ?? 0);
    return shares[(this.#path[depth - 1] ?? 0) * SHARES + REACH + side] ?? 0;
  }
}
