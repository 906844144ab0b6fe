import { checkTrees, leafOf } from '../trees/index.ts';
import type { BoostingModel } from './boosting.ts';
import { sigmoid } from './losses.ts';

/** Scores of a row in the order of the schema: log-odds of the last of two classes, one a class, or the value itself. */
export function scoreBoosting({ trees, start }: BoostingModel, row: Float64Array): Float64Array {
  const scores = start.slice();
  const width = scores.length;
  for (let tree = 0; tree < trees.starts.length - 1; tree++) {
    const output = tree % width;
    scores[output] = (scores[output] ?? 0) + (trees.value[leafOf(trees, tree, row)] ?? 0);
  }
  return scores;
}

/** The probability of each class, or the one number that was learned. O(trees depth). */
export function predictBoosting(model: BoostingModel, row: Float64Array): Float64Array {
  const scores = scoreBoosting(model, row);
  if (model.task.type !== 'classes') return scores;
  if (scores.length === 1) {
    const share = sigmoid(scores[0] ?? 0);
    return Float64Array.of(1 - share, share);
  }
  const most = scores.reduce((largest, score) => Math.max(largest, score), -Infinity);
  const shares = scores.map((score) => Math.exp(score - most));
  const sum = shares.reduce((total, share) => total + share, 0);
  return shares.map((share) => share / sum);
}

/**
 * Refuses data that is no boosting model.
 * @throws RangeError that says what is wrong.
 */
export function checkBoosting(model: BoostingModel): void {
  checkTrees(model.trees, model.schema);
  const outputs = model.task.type === 'classes' && model.classes.length > 2 ? model.classes.length : 1;
  if (model.start.length !== outputs) {
    throw new RangeError(`a boosting model starts with ${outputs} scores, got ${model.start.length}`);
  }
  if ((model.trees.starts.length - 1) % outputs !== 0) throw new RangeError('a round of trees is incomplete');
}
