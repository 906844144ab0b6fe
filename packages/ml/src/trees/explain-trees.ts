import { PathWalk } from './path-walk.ts';
import type { Trees } from './tree.ts';

/** Which sum of trees is explained; all trees, each once, if left out. */
export interface ExplainedTrees {
  /** Which of the `width` numbers of a leaf. Default 0. */
  value?: number;
  /** Trees number first, first + step, first + 2 step and so on. Default 0 and 1. */
  first?: number;
  step?: number;
  /** Factor of each tree: 1 / trees for their mean. Default 1. */
  scale?: number;
}

/** What trees say of a row, taken apart. */
export interface TreeExplanation {
  /** What they say where nothing is known: the mean of their leaves by cover. */
  base: number;
  /** What each column adds. */
  terms: Float64Array;
}

/**
 * Why trees say of a row what they do: Shapley values of the columns where a tree that splits by a column that is not known
 * follows both sides, by the shares of their cover (path-dependent TreeSHAP).
 *
 * v(S) = scale x sum over trees of the mean of the leaves, each weighted by the product over the splits on its path: of 1 or 0,
 * as the row goes there or not, for a column in S, and of the side's share of the cover for any other.
 * term_i = sum over S without i of |S|! (m - |S| - 1)! / m! (v(S + i) - v(S)). base = v(none), base + sum of terms = the score.
 * A column that no split uses has exactly 0. Missing values and words go where the tree sends them. Shares are by the covers
 * of both children, and a half where those are 0.
 *
 * How: of one leaf, with o_j whether the row fits its splits by column j, and z_j the product of their shares, term_i is
 * value (o_i - z_i) x the integral over t from 0 to 1 of the product over j <> i of (o_j t + z_j (1 - t)). That is a polynomial,
 * which the Gauss-Legendre rule with half as many points as a path has columns sums up exactly; and as its factors are all
 * positive, nothing cancels, however deep the tree. All leaves below a split are taken together, going up.
 * O(splits x columns on a path) a row, where algorithm 2 of Lundberg et al. takes O(leaves depth^2). The first call for trees
 * lays out their paths, O(nodes) and 72 bytes a split; the trees must not be changed after it. Deterministic.
 * Source: S. M. Lundberg, G. G. Erion and S.-I. Lee (2018), Consistent individualized feature attribution for tree ensembles,
 * arXiv:1802.03888, algorithm 1, for v; L. S. Shapley (1953), A value for n-person games; G. Owen (1972), Multilinear extensions
 * of games, Management Science 18, P64-P79, for the integral; P. Yu, C. Xu, A. Bifet and J. Read (2022), Linear TreeShap,
 * NeurIPS, for taking leaves together. Quadrature-TreeSHAP (2026), arXiv:2605.04497, has the same integral with 8 points always;
 * here there are as many as make it exact.
 *
 * @throws RangeError for a row of too few columns, a number that leaves do not have, trees that cannot be counted so, and a
 *   scale that is not finite.
 */
export function explainTrees(
  trees: Trees,
  row: Float64Array,
  { value = 0, first = 0, step = 1, scale = 1 }: ExplainedTrees = {},
): TreeExplanation {
  const count = trees.starts.length - 1;
  const walk = walkOf(trees);
  if (row.length < walk.paths.columns) {
    throw new RangeError(`the trees split by ${walk.paths.columns} columns, the row has ${row.length}`);
  }
  if (!(isWhole(value) && value < trees.width)) {
    throw new RangeError(`a leaf has ${trees.width} numbers, there is no number ${value}`);
  }
  if (!(isWhole(first) && isWhole(step) && step > 0 && Number.isFinite(scale))) {
    throw new RangeError(`trees from ${first} on by steps of ${step}, each times ${scale}, are none`);
  }
  const terms = new Float64Array(row.length);
  let base = 0;
  for (let tree = first; tree < count; tree += step) {
    base += scale * (walk.paths.expected[tree * trees.width + value] ?? 0);
    walk.add(tree, { row, value, scale, terms });
  }
  return { base, terms };
}

const isWhole = (number: number) => Number.isInteger(number) && number >= 0;

/** Trees that were fitted do not change, so that their paths are laid out once. */
const walks = new WeakMap<Trees, PathWalk>();

function walkOf(trees: Trees): PathWalk {
  let walk = walks.get(trees);
  if (!walk) {
    walk = new PathWalk(trees);
    walks.set(trees, walk);
  }
  return walk;
}
