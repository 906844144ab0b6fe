import { decodeModel, encodeModel, type Model } from '@steward/ml/encoding';
import { forEachRow, type Column, type Progress, type Schema, type Table } from '@steward/ml/tables';

/** What an estimator promises beyond what all of them do. */
export interface Promises {
  name: string;
  /** What it learns: the class or the number of a row, or nothing but the rows themselves. */
  learns: 'classes' | 'number' | 'rows';
  /** The file below packages/ml/src, and in it the function, whose doc comment states the memory of a fit. */
  documentedIn: string;
  documentedAs: string;
  /** Whether it draws random numbers, so that another seed gives another model. */
  isSeeded: boolean;
  /** What a weight of 2 is: the row twice, or something else that its doc comment says; `none` where it takes no weights. */
  weights: 'the row twice' | 'other' | 'none';
}

/** How an estimator is called; the target is what `targetOf` makes. */
interface Calls<M extends Model & { schema: Schema }, T extends Column> {
  targetOf(signal: Float64Array): T;
  fit(examples: { features: Table; target: T; weights?: Float64Array }, options: FitOptions): M;
  predict(model: M, row: Float64Array): number | Float64Array;
  check(model: M): void;
}

interface FitOptions {
  seed?: number;
  /** Whether few trees or rounds will do, as there are many rows. */
  isQuick?: boolean;
  onProgress?: Progress;
}

/** What is given to any estimator: what is to be told is a number, which each makes into a target of its own. */
export interface Given extends FitOptions {
  features: Table;
  signal: Float64Array;
  weights?: Float64Array;
}

/** A model, without what only its kind knows. */
export interface Fitted {
  model: Model & { schema: Schema };
  bytes: Uint8Array<ArrayBuffer>;
  /** What is said of each row. */
  say(features: Table): number[][];
  /** The same model out of its bytes. */
  reload(bytes: Uint8Array): Fitted;
  /** Refuses parts that do not fit together. */
  check(model: Model): void;
}

/** Any estimator, as it is seen from outside. */
export interface Estimator extends Promises {
  targetOf(signal: Float64Array): Column;
  fit(given: Given): Fitted;
}

export function describeEstimator<M extends Model & { schema: Schema }, T extends Column>(
  promises: Promises,
  { targetOf, fit, predict, check }: Calls<M, T>,
): Estimator {
  const wrap = (model: M): Fitted => ({
    model,
    bytes: encodeModel(model),
    say(features) {
      const said: number[][] = [];
      forEachRow(model.schema, features, (row) => {
        const one = predict(model, row);
        said.push(typeof one === 'number' ? [one] : [...one]);
      });
      return said;
    },
    reload: (bytes) => wrap(decodeModel<M>(bytes, { kind: model.kind, version: model.version, check })),
    check: (other) => {
      check(other as M);
    },
  });
  return {
    ...promises,
    targetOf,
    fit: ({ signal, features, weights, ...options }) =>
      wrap(fit({ features, target: targetOf(signal), ...(weights && { weights }) }, options)),
  };
}
