import { describe, expect, test } from 'vitest';
import { checkNaiveBayes, fitNaiveBayes, predictNaiveBayes } from '../bayes/index.ts';
import { decodeModel, encodeModel, type Model } from '../encoding/index.ts';
import {
  checkNeighbours,
  fitNeighbourClasses,
  fitNeighbourMean,
  predictNeighbourClasses,
  predictNeighbourMean,
} from '../neighbours/index.ts';
import { createRandom } from '../random/index.ts';
import {
  createCategories,
  createTable,
  forEachRow,
  selectColumn,
  selectRows,
  type CategoryColumn,
  type Column,
  type NumberColumn,
  type Progress,
  type Schema,
  type Table,
} from '../tables/index.ts';
import {
  checkLeastSquares,
  checkLogisticRegression,
  checkQuantileRegression,
  fitLeastSquares,
  fitLogisticRegression,
  fitQuantileRegression,
  predictLeastSquares,
  predictLogisticRegression,
  predictQuantileRegression,
} from './index.ts';

/** An estimator as all of them are seen from outside. */
interface Family<M extends Model & { schema: Schema }, T extends Column> {
  fit(
    examples: { features: Table; target: T; weights?: Float64Array },
    options: { onProgress?: Progress },
  ): M;
  predict(model: M, row: Float64Array): number | Float64Array;
  check(model: M): void;
}

interface Seen {
  bytes: Uint8Array;
  said: number[];
}

const random = createRandom(11);
const N = 60;
const x = Float64Array.from({ length: N }, () => random.normal());
const gaps = x.map((_, row) => (row % 7 === 3 ? NaN : random.normal()));
const words = createCategories(
  'word',
  Array.from({ length: N }, (_, row) => (row % 9 === 4 ? null : `w${random.integer(4)}`)),
);
const number = (name: string, values: Float64Array): NumberColumn => ({ kind: 'number', name, values });
const table = createTable([number('x', x), words, number('gaps', gaps)]);
const classTarget = createCategories(
  'class',
  Array.from(x, (value) => ['low', 'middle', 'high'][value < -0.5 ? 0 : value < 0.5 ? 1 : 2] ?? ''),
);
const numberTarget = number(
  'amount',
  x.map((value, row) => 3 * value + (gaps[row] || 2) + random.normal() / 5),
);
const weights = x.map((_, row) => 1 + (row % 3));

function entry<M extends Model & { schema: Schema }, T extends CategoryColumn | NumberColumn>(
  { fit, predict, check }: Family<M, T>,
  target: T,
) {
  const say = (model: M, features: Table): number[] => {
    const said: number[] = [];
    forEachRow(model.schema, features, (row) => {
      const one = predict(model, row);
      if (typeof one === 'number') said.push(one);
      else said.push(...one);
    });
    return said;
  };
  return {
    isOfClasses: target.kind === 'category',
    learn(features: Table, order?: number[], onProgress?: Progress): Seen {
      const own = order ?? Array.from({ length: features.rowCount }, (_, row) => row);
      const model = fit(
        {
          features: selectRows(features, own),
          target: selectColumn(target, own),
          weights: Float64Array.from(own, (row) => weights[row] ?? 1),
        },
        { ...(onProgress && { onProgress }) },
      );
      const bytes = encodeModel(model);
      const back = decodeModel<M>(bytes, { kind: model.kind, version: model.version, check });
      const said = say(model, features);
      expect(say(back, features)).toEqual(said);
      expect(Object.keys(model).length).toBeGreaterThan(3);
      return { bytes, said };
    },
    refuse() {
      const model = fit({ features: table, target }, {});
      expect(() => check({ ...model, schema: model.schema.slice(1) })).toThrow(RangeError);
    },
  };
}

const families = {
  'logistic regression': entry(
    { fit: fitLogisticRegression, predict: predictLogisticRegression, check: checkLogisticRegression },
    classTarget,
  ),
  'least squares': entry(
    { fit: fitLeastSquares, predict: predictLeastSquares, check: checkLeastSquares },
    numberTarget,
  ),
  'quantile regression': entry(
    { fit: fitQuantileRegression, predict: predictQuantileRegression, check: checkQuantileRegression },
    numberTarget,
  ),
  'naive Bayes': entry(
    { fit: fitNaiveBayes, predict: predictNaiveBayes, check: checkNaiveBayes },
    classTarget,
  ),
  'neighbours, classes': entry(
    { fit: fitNeighbourClasses, predict: predictNeighbourClasses, check: checkNeighbours },
    classTarget,
  ),
  'neighbours, mean': entry(
    { fit: fitNeighbourMean, predict: predictNeighbourMean, check: checkNeighbours },
    numberTarget,
  ),
};

describe.each(Object.entries(families))('%s', (_, family) => {
  const inOrder = Array.from({ length: N }, (__, row) => row);

  test('says finite numbers, probabilities that sum to 1 for classes', () => {
    const { said } = family.learn(table);
    expect(said.every(Number.isFinite)).toBe(true);
    if (!family.isOfClasses) return;
    for (let start = 0; start < said.length; start += 3) {
      const three = said.slice(start, start + 3);
      expect(three.every((p) => p >= 0)).toBe(true);
      expect(three.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
    }
  });

  test('learns the same bytes however rows and columns come, and leaves its input alone', () => {
    const before = structuredClone(table);
    const { bytes } = family.learn(table);
    expect(family.learn(table, inOrder.toReversed()).bytes).toEqual(bytes);
    expect(family.learn({ ...table, columns: table.columns.toReversed() }).bytes).toEqual(bytes);
    expect(table).toEqual(before);
  });

  test('takes columns that are constant, all missing, or huge, and a single row', () => {
    const same = createTable([
      number(
        'same',
        x.map(() => 4),
      ),
      number(
        'none',
        x.map(() => NaN),
      ),
    ]);
    expect(family.learn(same).said.every(Number.isFinite)).toBe(true);
    const huge = createTable([
      number(
        'huge',
        x.map((value) => 1e12 + 1e6 * value),
      ),
    ]);
    expect(family.learn(huge).said.every(Number.isFinite)).toBe(true);
    expect(family.learn(selectRows(table, [0]), [0]).said.every(Number.isFinite)).toBe(true);
  });

  test('refuses infinities, no rows, and a model whose parts do not fit', () => {
    expect(() =>
      family.learn(
        createTable([
          number(
            'x',
            x.map(() => Infinity),
          ),
        ]),
      ),
    ).toThrow('infinite');
    expect(() => family.learn(table, [])).toThrow('at least one row');
    family.refuse();
  });

  test('tells how far it is, up to 1, and ends when the one who listens throws', () => {
    const shares: number[] = [];
    family.learn(table, inOrder, (share) => shares.push(share));
    expect(shares.at(-1)).toBe(1);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    const cancel = () => {
      throw new Error('cancelled');
    };
    expect(() => family.learn(table, inOrder, cancel)).toThrow('cancelled');
  });
});
