import {
  arrangeExamples,
  weighClasses,
  type ClassExamples,
  type ClassWeights,
  type Progress,
} from '../tables/index.ts';
import { designOf, type Design } from './design.ts';
import { checkLinear, inColumns, scoreOf, type LinearModel } from './linear-model.ts';
import { binaryLoss, softmax, softmaxLoss } from './logistic-loss.ts';
import { minimiseByDescent, minimiseByNewton } from './minimise.ts';

/** Up to so many coefficients the second derivatives are used. */
const NEWTON_UP_TO = 200;

export interface LogisticOptions {
  /** 1 / C of scikit-learn: half of it times the sum of squares of the coefficients is added to the loss. 1 if left out. */
  penalty?: number;
  /** Whether the penalty sees numbers divided by their standard deviation; true if left out. */
  isStandardised?: boolean;
  /** `balanced` lets every class count as much as the others; else what each row of a class counts, 1 if left out. */
  classWeights?: ClassWeights;
  onProgress?: Progress;
}

/** Of two classes one score, the log-odds of the second; of more a score each. */
export interface LogisticModel extends LinearModel {
  kind: 'logistic-regression';
  version: 1;
  classes: readonly string[];
  /** Places in `classes` of those that there were examples of; the others have probability 0. */
  seen: Int32Array;
}

/**
 * Logistic regression of two or more classes with a penalty on squares, the intercept free of it.
 *
 * Minimises sum weight (-ln p of the class) + penalty / 2 sum coefficient^2; p = 1 / (1 + e^-z), or the softmax of scores,
 * one for each class. A missing number is the mean and a term of its own, a word is a term each, a missing word one more.
 * With penalty 0, terms that others already say are 0, and classes that can be told apart without fault give coefficients
 * as large as the arithmetic of the loss lets them be. Newton's method for up to 200 coefficients, L-BFGS for more.
 * Memory: 20 bytes a number, 24 a word, 64 a row, and 16 (terms scores)^2 by Newton's method.
 * Deterministic. O(steps rows (columns scores)^2), or O(steps rows columns scores).
 * Source: D. R. Cox (1958), JRSS B 20, 215-242; S. le Cessie and J. C. van Houwelingen (1992), Ridge estimators in logistic
 * regression, Applied Statistics 41, 191-201. As scikit-learn's LogisticRegression with C = 1 / penalty.
 *
 * @throws RangeError for a penalty below 0, class weights that `weighClasses` refuses, and for what is no set of examples.
 */
export function fitLogisticRegression(examples: ClassExamples, options: LogisticOptions = {}): LogisticModel {
  const { penalty = 1, isStandardised = true, onProgress } = options;
  if (!(penalty >= 0 && penalty < Infinity)) throw new RangeError(`a penalty is 0 or more, got ${penalty}`);
  const arranged = arrangeExamples(examples);
  const { target } = arranged;
  const weights = weighClasses(target, arranged.weights, options.classWeights);
  const designed = designOf(arranged, isStandardised);
  const design: Design = { ...designed.design, weights };
  const seen = Int32Array.from(new Set(target.codes)).sort();
  const placeOf = new Map(Array.from(seen, (code, place) => [code, place]));
  const targets = Float64Array.from(target.codes, (code) => placeOf.get(code) ?? 0);
  const penalties = new Float64Array(design.width).fill(penalty);
  penalties[design.width - 1] = 0;
  const problem = { design, targets, penalties };
  const objective = seen.length > 2 ? softmaxLoss(problem, seen.length) : binaryLoss(problem);
  let found = new Float64Array(0);
  if (seen.length > 1) {
    const minimise = objective.size <= NEWTON_UP_TO ? minimiseByNewton : minimiseByDescent;
    found = minimise(objective, onProgress);
  } else onProgress?.(1);
  if (seen.length > 2) centreIntercepts(found, design.width);
  return {
    ...{ kind: 'logistic-regression', version: 1 },
    ...designed.coding,
    ...inColumns(designed, found),
    classes: target.categories,
    seen,
  };
}

/** A number added to all intercepts changes nothing: they are made to sum to 0. */
function centreIntercepts(found: Float64Array, width: number): void {
  const scores = found.length / width;
  let mean = 0;
  for (let end = width - 1; end < found.length; end += width) mean += (found[end] ?? 0) / scores;
  for (let end = width - 1; end < found.length; end += width) found[end] = (found[end] ?? 0) - mean;
}

/** The probability of each of `model.classes` for a row in the order of the schema. O(columns classes). */
export function predictLogisticRegression(
  model: LogisticModel,
  row: Float64Array,
): Float64Array<ArrayBuffer> {
  const probabilities = new Float64Array(model.classes.length);
  const scores = new Float64Array(model.seen.length);
  if (scores.length === 2) scores[1] = scoreOf(model, row, 0);
  else if (scores.length > 2)
    for (let one = 0; one < scores.length; one++) scores[one] = scoreOf(model, row, one);
  softmax(scores);
  for (let one = 0; one < scores.length; one++) probabilities[model.seen[one] ?? 0] = scores[one] ?? 0;
  return probabilities;
}

/** @throws RangeError for a model whose parts do not fit together. */
export function checkLogisticRegression(model: LogisticModel): void {
  checkLinear(model);
  const { classes, seen, intercepts } = model;
  const scores = seen.length > 2 ? seen.length : seen.length - 1;
  if (
    !Array.isArray(classes) ||
    scores !== intercepts.length ||
    seen.some((code) => !(code < classes.length))
  ) {
    throw new RangeError('the classes of this logistic regression do not fit its coefficients');
  }
}
