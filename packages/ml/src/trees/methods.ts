import type { Method } from '../methods/index.ts';

export const methods: readonly Method[] = [
  {
    title: 'Trees in flat arrays',
    functions: ['leafOf', 'checkTrees'],
    tells: 'The leaf of a tree that a row reaches; and whether arrays out of a store are trees at all.',
    definition:
      'left when value <= threshold, when the word is in the set, and where missing values go left; children stand after their parent',
    source: 'L. Breiman, J. H. Friedman, R. A. Olshen and C. J. Stone (1984), CART',
    cost: 'time O(depth) a row, O(nodes) for the check, memory O(1)',
    example:
      'leafOf({ starts: Int32Array.of(0, 3), feature: Int32Array.of(0, -1, -1), threshold: Float64Array.of(5, 0, 0), missingLeft: new Uint8Array(3), left: Int32Array.of(1, -1, -1), right: Int32Array.of(2, -1, -1), value: Float64Array.of(0, 1, 2), width: 1, cover: Float64Array.of(3, 1, 2), categories: new Int32Array(3).fill(-1), categorySets: new Uint32Array(0) }, 0, Float64Array.of(7))',
  },
];
