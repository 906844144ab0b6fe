import { arrangeExamples, type NumberExamples, type Progress } from '../tables/index.ts';
import { designOf } from './design.ts';
import { minimisePinball } from './interior-point.ts';
import { checkLinear, inColumns, scoreOf, type LinearModel } from './linear-model.ts';

export interface QuantileRegressionOptions {
  /** Which quantile, above 0 and below 1; .5 if left out, the median. */
  level?: number;
  onProgress?: Progress;
}

export interface QuantileRegressionModel extends LinearModel {
  kind: 'quantile-regression';
  version: 1;
  level: number;
}

/**
 * Linear quantile regression: the line below which a share `level` of the targets lies.
 *
 * Minimises sum weight r (level - [r < 0]), r = y - intercept - sum coefficient term; terms as in logistic regression, no
 * penalty. Where many lines are as good, one between them. By an interior point method on targets divided by their spread,
 * so that coefficients are right to about 8 digits. Deterministic. O(steps rows columns^2), some 20 steps.
 * Memory: 20 bytes a number, 24 a word, 240 a row, and 16 terms^2.
 * Source: R. Koenker and G. Bassett (1978), Regression quantiles, Econometrica 46, 33-50; S. Portnoy and R. Koenker (1997),
 * Statistical Science 12, 279-300.
 *
 * @throws RangeError for a level outside of 0..1, and for what is no set of examples.
 */
export function fitQuantileRegression(
  examples: NumberExamples,
  { level = 0.5, onProgress }: QuantileRegressionOptions = {},
): QuantileRegressionModel {
  if (!(level > 0 && level < 1)) throw new RangeError(`a level is above 0 and below 1, got ${level}`);
  const arranged = arrangeExamples(examples);
  const designed = designOf(arranged, true);
  const values = arranged.target.values;
  const middle = values.reduce((sum, value) => sum + value / values.length, 0);
  const spread = values.reduce((most, value) => Math.max(most, Math.abs(value - middle)), 0);
  const scale = spread > 0 ? spread : 1;
  const targets = values.map((value) => (value - middle) / scale);
  const found = minimisePinball({ design: designed.design, targets, level }, onProgress).map(
    (one) => one * scale,
  );
  found[found.length - 1] = (found.at(-1) ?? 0) + middle;
  return {
    ...{ kind: 'quantile-regression', version: 1, level },
    ...designed.coding,
    ...inColumns(designed, found),
  };
}

/** The quantile for a row in the order of the schema. O(columns). */
export function predictQuantileRegression(model: QuantileRegressionModel, row: Float64Array): number {
  return scoreOf(model, row, 0);
}

/** @throws RangeError for a model whose parts do not fit together. */
export function checkQuantileRegression(model: QuantileRegressionModel): void {
  checkLinear(model);
  if (model.intercepts.length !== 1 || !(model.level > 0 && model.level < 1)) {
    throw new RangeError('a quantile regression has one intercept and a level of 0..1');
  }
}
