import { checkTrees } from '../trees/index.ts';
import type { DecisionTree, RandomForest, Voting } from './forest.ts';
import { tell } from './out-of-bag.ts';

/** The share of each class in the leaf of a row, or its mean: one number. O(depth). */
export function predictDecisionTree(model: DecisionTree, row: Float64Array): Float64Array {
  return tell(model.trees, row) ?? new Float64Array(model.trees.width);
}

/** The mean over the trees of what each of them tells. O(trees depth). */
export function predictRandomForest(model: RandomForest, row: Float64Array): Float64Array {
  return tell(model.trees, row) ?? new Float64Array(model.trees.width);
}

/**
 * Refuses data that is no decision tree.
 * @throws RangeError that says what is wrong.
 */
export function checkDecisionTree(model: DecisionTree): void {
  checkVoting(model);
  const trees = model.trees.starts.length - 1;
  if (trees !== 1) throw new RangeError(`a decision tree is one tree, got ${trees}`);
}

/**
 * Refuses data that is no random forest.
 * @throws RangeError that says what is wrong.
 */
export function checkRandomForest(model: RandomForest): void {
  checkVoting(model);
  if (model.trees.starts.length < 2) throw new RangeError('a forest has at least one tree');
}

function checkVoting({ trees, schema, classes }: Voting): void {
  checkTrees(trees, schema);
  const width = Math.max(1, classes.length);
  if (trees.width !== width) throw new RangeError(`a node tells ${width} numbers, got ${trees.width}`);
  if (classes.length > 0 && !trees.value.every((share) => share >= 0 && share <= 1)) {
    throw new RangeError('a share of a class is none');
  }
}
