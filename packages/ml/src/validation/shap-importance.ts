import type { Interval } from '../statistics/index.ts';
import { forEachRow, type Schema, type Table } from '../tables/index.ts';
import { intervalOf, LARGEST } from './permutation-importance.ts';

export interface ShapImportanceOptions {
  /** What a model was fitted on. */
  schema: Schema;
  /** What each column of the schema adds to the score of a row: `explainBoosting`, `explainLinear` and their like. */
  explain: (row: Float64Array) => { terms: ArrayLike<number> };
  confidence?: number;
}

export interface ShapImportance {
  column: string;
  /** Mean size of what the column adds, in units of the score. */
  importance: number;
  /** Over rows like these; null for a single row. */
  interval: Interval | null;
}

/**
 * How much each column moves a model's scores: the mean over rows of |term|, in the order of the schema, so that the
 * importances of several tables can be compared by `importanceStability`. It tells what a model does, not whether that is right:
 * for the latter see `permutationImportance`.
 *
 * importance = mean |term|. Interval: mean +- t s / sqrt n, s over rows, for other rows of the same kind and the model as it is.
 * Deterministic. O(rows cost of an explanation).
 * Source: S. M. Lundberg et al. (2020), From local explanations to global understanding with explainable AI for trees, Nature
 * Machine Intelligence 2, 56-67.
 *
 * @throws RangeError for no rows, a confidence outside of 0..1, and terms that are not finite, beyond 1e150 or not one a column.
 */
export function shapImportance(
  features: Table,
  { schema, explain, confidence = 0.95 }: ShapImportanceOptions,
): ShapImportance[] {
  const { rowCount } = features;
  if (!(rowCount > 0 && confidence > 0 && confidence < 1)) {
    throw new RangeError(`rows and a confidence of 0..1, got ${rowCount} and ${confidence}`);
  }
  const [means, squares] = [new Float64Array(schema.length), new Float64Array(schema.length)];
  forEachRow(schema, features, (row, index) => {
    const { terms } = explain(row);
    if (terms.length !== schema.length) {
      throw new RangeError(`row ${index} has ${terms.length} terms for ${schema.length} columns`);
    }
    for (let column = 0; column < terms.length; column++) {
      const size = Math.abs(terms[column] ?? NaN);
      if (!(size <= LARGEST)) {
        throw new RangeError(`term ${column} of row ${index} is not finite, or beyond 1e150`);
      }
      const away = size - (means[column] ?? 0);
      means[column] = (means[column] ?? 0) + away / (index + 1);
      squares[column] = (squares[column] ?? 0) + away * (size - (means[column] ?? 0));
    }
  });
  return schema.map(({ name }, column) => {
    const importance = means[column] ?? 0;
    const variance = (squares[column] ?? 0) / (rowCount - 1);
    return { column: name, importance, interval: intervalOf(importance, variance, { rowCount, confidence }) };
  });
}
