import type { Method } from '../methods/index.ts';

const STUMP =
  '{ starts: Int32Array.of(0, 3), feature: Int32Array.of(0, -1, -1), threshold: Float64Array.of(5, 0, 0), missingLeft: new Uint8Array(3), left: Int32Array.of(1, -1, -1), right: Int32Array.of(2, -1, -1), value: Float64Array.of(0, 1, 2), width: 1, cover: Float64Array.of(3, 1, 2), categories: new Int32Array(3).fill(-1), categorySets: new Uint32Array(0) }';

export const methods: readonly Method[] = [
  {
    title: 'Trees in flat arrays',
    functions: ['leafOf', 'checkTrees'],
    tells: 'The leaf of a tree that a row reaches; and whether arrays out of a store are trees at all.',
    definition:
      'left when value <= threshold, when the word is in the set, and where missing values go left; children stand after their parent',
    source: 'L. Breiman, J. H. Friedman, R. A. Olshen and C. J. Stone (1984), CART',
    cost: 'time O(depth) a row, O(nodes) for the check, memory O(1)',
    example: `leafOf(${STUMP}, 0, Float64Array.of(7))`,
  },
  {
    title: 'Why trees say what they do',
    functions: ['explainTrees'],
    tells:
      'What each column adds to the score of a sum or a mean of trees: Shapley values, exactly, at any depth (path-dependent TreeSHAP).',
    definition:
      'sum over S of |S|! (m - |S| - 1)! / m! (v(S + i) - v(S)), v(S) the mean of the leaves by cover where only S is known',
    source:
      'S. M. Lundberg, G. G. Erion and S.-I. Lee (2018), arXiv:1802.03888; G. Owen (1972), Management Science 18; P. Yu, C. Xu, A. Bifet and J. Read (2022), Linear TreeShap, NeurIPS',
    cost: 'time O(nodes columns on a path) a row, memory 72 bytes a split',
    example: `explainTrees(${STUMP}, Float64Array.of(7))`,
  },
];
