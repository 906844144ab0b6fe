import { forEachRow, type Examples } from '../tables/index.ts';
import { leafOf, type Trees } from '../trees/index.ts';
import type { Voting } from './forest.ts';

/** How well rows are told by the trees that did not see them. */
export interface OutOfBag {
  /** Share of the weight whose likeliest class is another one, or the mean squared error. */
  error: number;
  /** Rows that at least one tree did not see. */
  rows: number;
}

/**
 * Null where every tree saw every row. O(trees rows depth).
 * Source: L. Breiman (2001), Random forests, Machine Learning 45, section 3.1.
 */
export function tellOutOfBag(
  { schema, trees }: Pick<Voting, 'schema' | 'trees'>,
  { features, target, weights }: Required<Examples>,
  inBag: readonly Uint8Array[],
): OutOfBag | null {
  let [rows, total, wrong] = [0, 0, 0];
  forEachRow(schema, features, (values, row) => {
    const told = tell(trees, values, (tree) => inBag[tree]?.[row] === 0);
    if (!told) return;
    const weight = weights[row] ?? 0;
    rows += 1;
    total += weight;
    if (target.kind === 'number') wrong += weight * ((told[0] ?? 0) - (target.values[row] ?? 0)) ** 2;
    else if (told.indexOf(Math.max(...told)) !== target.codes[row]) wrong += weight;
  });
  return rows === 0 ? null : { error: wrong / total, rows };
}

/** The mean of the leaves' values over the trees that are asked; null where none is. */
export function tell(
  trees: Trees,
  row: Float64Array,
  isAsked: (tree: number) => boolean = () => true,
): Float64Array | null {
  const { width, value } = trees;
  const told = new Float64Array(width);
  let asked = 0;
  for (let tree = 0; tree < trees.starts.length - 1; tree++) {
    if (!isAsked(tree)) continue;
    asked += 1;
    const leaf = leafOf(trees, tree, row) * width;
    for (let output = 0; output < width; output++)
      told[output] = (told[output] ?? 0) + (value[leaf + output] ?? 0);
  }
  return asked === 0 ? null : told.map((sum) => sum / asked);
}
