import { explainTrees, type TreeExplanation } from '../trees/index.ts';
import type { BoostingModel } from './boosting.ts';
import { scoreBoosting } from './predict.ts';

/** A score, taken apart. */
export interface BoostingExplanation extends TreeExplanation {
  /** base + the sum of the terms. */
  score: number;
}

/**
 * Why boosting scores a row as it does: what each column adds to the mean score, exactly, as by `explainTrees` over the trees
 * of one output. base = where the scores start + the mean of the output's trees by cover, which is counted in rows.
 * The score is the number that was learned, the log-odds of the last of two classes, or class number `output`'s before the
 * softmax of more; by default the first. O(nodes columns on a path).
 * Source: S. M. Lundberg, G. G. Erion and S.-I. Lee (2018), arXiv:1802.03888.
 *
 * @throws RangeError for an output that the model does not have, and a row of too few columns.
 */
export function explainBoosting(model: BoostingModel, row: Float64Array, output = 0): BoostingExplanation {
  const [outputs, start] = [model.start.length, model.start[output]];
  if (start === undefined)
    throw new RangeError(`the model has ${outputs} scores, there is no number ${output}`);
  const { base, terms } = explainTrees(model.trees, row, { first: output, step: outputs });
  return { base: start + base, terms, score: scoreBoosting(model, row)[output] ?? 0 };
}
