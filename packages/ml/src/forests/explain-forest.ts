import { explainTrees, type TreeExplanation } from '../trees/index.ts';
import type { DecisionTree, RandomForest } from './forest.ts';

/**
 * Why a tree or a forest tells of a row what it does: what each column adds to the mean over the training rows, exactly, as by
 * `explainTrees`. base + the sum of the terms is the share of class number `output`, or the mean. O(nodes columns on a path).
 * Source: S. M. Lundberg, G. G. Erion and S.-I. Lee (2018), arXiv:1802.03888.
 *
 * @throws RangeError for an output that the model does not tell, and a row of too few columns.
 */
export function explainForest(
  { trees, classes }: DecisionTree | RandomForest,
  row: Float64Array,
  output = 0,
): TreeExplanation {
  if (!(Number.isInteger(output) && output >= 0 && output < trees.width)) {
    const told = classes.length > 0 ? `${classes.length} classes` : 'one mean';
    throw new RangeError(`the model tells ${told}, there is no number ${output}`);
  }
  return explainTrees(trees, row, { value: output, scale: 1 / (trees.starts.length - 1) });
}
