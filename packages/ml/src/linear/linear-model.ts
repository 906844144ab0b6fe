import type { Model } from '../encoding/index.ts';
import { addedBy, averageOf, type Coding, type Designed } from './design.ts';

/** What every linear model is: scores that are sums. */
export interface LinearModel extends Model, Coding {
  /** Of each score one after the other, in units of the columns as they came. */
  coefficients: Float64Array;
  /** One for each score. */
  intercepts: Float64Array;
}

/** Score number `score` of a row in the order of the schema. O(columns). */
export function scoreOf(model: LinearModel, row: Float64Array, score: number): number {
  const from = score * model.means.length;
  let sum = model.intercepts[score] ?? 0;
  for (let place = 0; place < model.schema.length; place++) {
    sum += addedBy(model, model.coefficients, { place, value: row[place] ?? NaN, from });
  }
  return sum;
}

/**
 * From coefficients of a design, `width` for each score, to those of the columns as they came.
 * @throws RangeError for coefficients that are not finite.
 */
export function inColumns(
  { coding, design, scales }: Designed,
  found: Float64Array,
): Pick<LinearModel, 'coefficients' | 'intercepts'> {
  const [terms, { width }] = [coding.means.length, design];
  const scores = found.length / width;
  if (!found.every(Number.isFinite)) {
    throw new RangeError('the coefficients leave the range of numbers: let the columns be standardised');
  }
  const coefficients = new Float64Array(scores * terms);
  const intercepts = new Float64Array(scores);
  for (let score = 0; score < scores; score++) {
    coefficients.set(found.subarray(score * width, score * width + terms), score * terms);
    let intercept = found[(score + 1) * width - 1] ?? 0;
    coding.schema.forEach((column, place) => {
      if (column.kind !== 'number') return;
      const term = score * terms + (coding.offsets[place] ?? 0);
      coefficients[term] = (coefficients[term] ?? 0) / (scales[place] ?? 1);
      intercept -= (coefficients[term] ?? 0) * (coding.fills[place] ?? 0);
    });
    intercepts[score] = intercept;
  }
  return { coefficients, intercepts };
}

/** @throws RangeError unless the parts of the model fit together. */
export function checkLinear(model: LinearModel): void {
  const { schema, offsets, fills, means, coefficients, intercepts } = model;
  const isSound =
    [schema].every((one: unknown) => Array.isArray(one)) &&
    [offsets, fills, means, coefficients, intercepts].every((one) => ArrayBuffer.isView(one)) &&
    offsets.length === schema.length + 1 &&
    fills.length === schema.length &&
    means.length === offsets.at(-1) &&
    coefficients.length === means.length * intercepts.length &&
    schema.every((column, place) => {
      const own = column.kind === 'number' ? 1 : column.categories.length;
      const has = (offsets[place + 1] ?? 0) - (offsets[place] ?? 0);
      return has === own || has === own + 1;
    }) &&
    [coefficients, intercepts, means].every((one) => one.every(Number.isFinite));
  if (!isSound) throw new RangeError(`the parts of this model of kind ${model.kind} do not fit together`);
}

/** A score, taken apart. */
export interface LinearExplanation {
  /** The score of a row that has the mean of the training rows in every column. */
  base: number;
  /** What each column of the schema adds to it. */
  terms: Float64Array;
  /** base + the sum of the terms. */
  score: number;
}

/**
 * Why a linear model scores a row as it does: for each column what it adds to the score of the mean training row. Exact, and
 * the Shapley values of the score where columns are taken one without the other.
 *
 * term = sum over the terms of the column of coefficient (value - mean). The score is the prediction of a regression, the
 * log-odds of the second class of two, or the sum before the softmax of class number `score` of more. O(columns).
 * Source: E. Strumbelj and I. Kononenko (2014), Explaining prediction models and individual predictions with feature
 * contributions, Knowledge and Information Systems 41, 647-665, section 3.
 *
 * @throws RangeError for a score that the model does not have.
 */
export function explainLinear(model: LinearModel, row: Float64Array, score = 0): LinearExplanation {
  const intercept = model.intercepts[score];
  if (intercept === undefined) {
    throw new RangeError(`the model has ${model.intercepts.length} scores, there is no number ${score}`);
  }
  const from = score * model.means.length;
  let base = intercept;
  const terms = new Float64Array(model.schema.length);
  for (let place = 0; place < terms.length; place++) {
    const average = averageOf(model, model.coefficients, { place, from });
    base += average;
    terms[place] = addedBy(model, model.coefficients, { place, value: row[place] ?? NaN, from }) - average;
  }
  return { base, terms, score: scoreOf(model, row, score) };
}
