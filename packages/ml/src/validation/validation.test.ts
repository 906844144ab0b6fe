import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { explainBoosting, fitBoosting } from '../boosting/index.ts';
import { explainLinear, fitLeastSquares, predictLeastSquares } from '../linear/index.ts';
import { createRandom } from '../random/index.ts';
import { rankCorrelation } from '../statistics/index.ts';
import {
  createCategories,
  createTable,
  forEachRow,
  selectColumn,
  selectRows,
  type NumberColumn,
  type Table,
} from '../tables/index.ts';
import {
  importanceStability,
  permutationImportance,
  refuseLeakage,
  shapImportance,
  splitByGroup,
  splitByTime,
  splitStratified,
  type Split,
} from './index.ts';

const numbers = (name: string, values: readonly number[]): NumberColumn => ({
  ...{ kind: 'number', name },
  values: Float64Array.from(values),
});
const times = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 12, maxLength: 60 });

describe('folds', () => {
  test('by time are those by hand', () => {
    const plain = splitByTime([1, 2, 3, 4, 5, 6], { folds: 2 });
    expect(plain.map(({ train, test: judged }) => [[...train], [...judged]])).toEqual([
      [
        [0, 1],
        [2, 3],
      ],
      [
        [0, 1, 2, 3],
        [4, 5],
      ],
    ]);
    const rolling = splitByTime([6, 5, 4, 3, 2, 1], { folds: 2, gap: 2, window: 1 });
    expect(rolling.map(({ train, test: judged }) => [[...train], [...judged]])).toEqual([
      [[5], [2, 3]],
      [
        [3, 4],
        [0, 1],
      ],
    ]);
  });

  test('by time never learn from the gap or from what is later, and judge no row twice', () => {
    fc.assert(
      fc.property(times, fc.integer({ min: 0, max: 5 }), fc.integer({ min: 1, max: 5 }), (at, gap, folds) => {
        const judged = new Set<number>();
        for (const { train, test: rows } of splitByTime(at, { folds, gap })) {
          const start = Math.min(...Array.from(rows, (row) => at[row] ?? NaN));
          const last = Math.max(...Array.from(train, (row) => at[row] ?? NaN));
          expect(last).toBeLessThan(start);
          expect(last).toBeLessThanOrEqual(start - gap);
          for (const row of rows) {
            expect(judged.has(row)).toBe(false);
            judged.add(row);
          }
        }
      }),
    );
  });

  const covers = (splits: readonly Split[], n: number) => {
    const all = splits.flatMap(({ test: rows }) => [...rows]);
    expect(all.toSorted((a, b) => a - b)).toEqual(Array.from({ length: n }, (_, row) => row));
    for (const { train, test: rows } of splits) expect(train.length + rows.length).toBe(n);
  };

  test('by group have no group on both sides, and judge every row once', () => {
    fc.assert(
      fc.property(times, fc.integer({ min: 0, max: 99 }), (groups, seed) => {
        if (new Set(groups).size < 3) return;
        const splits = splitByGroup(groups, { folds: 3, seed });
        covers(splits, groups.length);
        for (const { train, test: rows } of splits) {
          const taught = new Set(Array.from(train, (row) => groups[row]));
          expect([...rows].some((row) => taught.has(groups[row]))).toBe(false);
        }
      }),
    );
    expect(() => splitByGroup(['a', 'a'], { folds: 2, seed: 1 })).toThrow('1 groups for 2 folds');
  });

  test('by label have each label in the same share, to within one row, and the seed decides them', () => {
    const labels = Array.from({ length: 53 }, (_, row) => (row % 5 === 0 ? 'rare' : 'often'));
    const splits = splitStratified(labels, { folds: 4, seed: 3 });
    covers(splits, 53);
    const rare = splits.map(({ test: rows }) => [...rows].filter((row) => labels[row] === 'rare').length);
    expect(Math.max(...rare) - Math.min(...rare)).toBeLessThanOrEqual(1);
    expect(splitStratified(labels, { folds: 4, seed: 3 })).toEqual(splits);
    expect(splitStratified(labels, { folds: 4, seed: 4 })).not.toEqual(splits);
  });

  test('refuse times that are none, and folds that are too few', () => {
    expect(() => splitByTime([1, NaN])).toThrow('the time of row 1 is NaN');
    expect(() => splitByTime([1, 2], { folds: 0 })).toThrow('at least 1');
    expect(() => splitStratified(['a'], { seed: 1 })).toThrow('1 rows for 5 folds');
    expect(splitByTime([])).toEqual([]);
  });
});

describe('the guard against leakage', () => {
  const known = (values: number[], knownAt: number[]) => ({
    ...numbers('refund', values),
    knownAt: Float64Array.from(knownAt),
  });

  test('names the column and the row that know the future', () => {
    const table = createTable([numbers('amount', [1, 2, 3]), known([1, 2, 3], [10, 20, 31])]);
    expect(() => refuseLeakage(table, [10, 20, 30])).toThrow(
      'column refund knows the future: its value of row 2',
    );
    expect(() => refuseLeakage(table, [10, 20, 31])).not.toThrow();
  });

  test('lets missing values through, but none of which nobody knows since when it is known', () => {
    expect(() => refuseLeakage(createTable([known([NaN], [99])]), [10])).not.toThrow();
    const words = { ...createCategories('word', [null, 'a']), knownAt: Float64Array.of(99, NaN) };
    expect(() => refuseLeakage(createTable([words]), [10, 10])).toThrow(
      'column word knows the future: its value of row 1',
    );
    expect(() => refuseLeakage(createTable([words]), [10])).toThrow('1 times of predictions for 2 rows');
    for (const never of [NaN, Infinity]) {
      expect(() => refuseLeakage(createTable([words]), [10, never])).toThrow(
        `the prediction of row 1 is ${never}`,
      );
    }
  });
});

/** y = 3 a + b + noise, and a column that says nothing. */
function example(seed: number, n = 400) {
  const random = createRandom(seed);
  const column = (name: string) =>
    numbers(
      name,
      Array.from({ length: n }, () => random.normal()),
    );
  const [a, b, nothing] = [column('a'), column('b'), column('nothing')];
  const y = Array.from(a.values, (value, row) => 3 * value + (b.values[row] ?? 0) + random.normal());
  return { features: createTable([nothing, b, a]), target: numbers('y', y) };
}

/** Squared errors of a regression that learned from other rows. */
function lossesBy(seed: number, target: NumberColumn) {
  const model = fitLeastSquares(example(seed));
  return (table: Table) => {
    const losses = new Float64Array(table.rowCount);
    forEachRow(model.schema, table, (row, at) => {
      losses[at] = (predictLeastSquares(model, row) - (target.values[at] ?? 0)) ** 2;
    });
    return losses;
  };
}

describe('permutation importance', () => {
  test('is what theory says, within its interval about as often as it says', () => {
    // y = 3 a + b + noise told by 3 a + b: the loss grows by twice the square of a coefficient.
    const expected: Record<string, number> = { a: 18, b: 2, nothing: 0 };
    let holds = 0;
    for (let seed = 0; seed < 100; seed++) {
      const { features, target } = example(seed, 150);
      const lossesOf = (table: Table) => {
        const [, b, a] = table.columns as NumberColumn[];
        return target.values.map((y, row) => (y - 3 * (a?.values[row] ?? 0) - (b?.values[row] ?? 0)) ** 2);
      };
      const found = permutationImportance(features, { lossesOf, seed, repeats: 5 });
      expect(found.map(({ column }) => column)).toEqual(['a', 'b', 'nothing']);
      for (const { column, interval } of found.slice(0, 2)) {
        const truth = expected[column] ?? NaN;
        if (interval && interval.low <= truth && truth <= interval.high) holds += 1;
      }
      expect(found[2]).toMatchObject({ importance: 0, interval: { low: 0, high: 0 } });
    }
    // Of 200.
    expect(holds).toBeGreaterThanOrEqual(184);
  });

  test('is the same whatever the order of the columns, leaves the table alone, and tells how far it is', () => {
    const { features, target } = example(2, 50);
    const before = structuredClone(features);
    const shares: number[] = [];
    const options = { lossesOf: lossesBy(3, target), seed: 5, repeats: 3 };
    const found = permutationImportance(features, { ...options, onProgress: (share) => shares.push(share) });
    expect(permutationImportance({ ...features, columns: features.columns.toReversed() }, options)).toEqual(
      found,
    );
    expect(features).toEqual(before);
    expect(shares.at(-1)).toBe(1);
    expect(permutationImportance(features, { ...options, seed: 6 })).not.toEqual(found);
  });

  test('has no interval for one row, and refuses losses that are none', () => {
    const one = selectRows(example(2).features, [0]);
    expect(permutationImportance(one, { lossesOf: () => [1], seed: 1 })[0]).toMatchObject({
      importance: 0,
      interval: null,
    });
    expect(() => permutationImportance(one, { lossesOf: () => [NaN], seed: 1 })).toThrow(
      'the loss of row 0 is NaN',
    );
    expect(() => permutationImportance(one, { lossesOf: () => [1e200], seed: 1 })).toThrow(
      'the loss of row 0 is 1e+200',
    );
    expect(() => permutationImportance(one, { lossesOf: () => [], seed: 1 })).toThrow('0 losses for 1 rows');
  });
});

describe('importance by explanations', () => {
  test('of a linear model is its coefficient times the mean distance of a column from its mean', () => {
    const { features, target } = example(4);
    const model = fitLeastSquares({ features, target });
    const found = shapImportance(features, {
      schema: model.schema,
      explain: (row) => explainLinear(model, row),
    });
    expect(found.map(({ column }) => column)).toEqual(['a', 'b', 'nothing']);
    found.forEach(({ importance, interval }, place) => {
      const column = features.columns.find(({ name }) => name === found[place]?.column);
      const values = column?.kind === 'number' ? column.values : new Float64Array();
      const centre = values.reduce((sum, value) => sum + value / values.length, 0);
      const sizes = values.map((value) => Math.abs((model.coefficients[place] ?? 0) * (value - centre)));
      const mean = sizes.reduce((sum, size) => sum + size, 0) / sizes.length;
      expect(importance).toBeCloseTo(mean, 9);
      // Student's quantile at .975 for 399 degrees of freedom: scipy.stats.t.ppf(.975, 399).
      const deviation = Math.sqrt(sizes.reduce((sum, size) => sum + (size - mean) ** 2, 0) / 399);
      const half = 1.965927295920809 * (deviation / Math.sqrt(400));
      expect(interval?.low).toBeCloseTo(mean - half, 9);
      expect(interval?.high).toBeCloseTo(mean + half, 9);
    });
  });

  test('has no interval for one row, and refuses terms that are none', () => {
    const features = createTable([numbers('x', [1])]);
    const schema = [{ kind: 'number' as const, name: 'x' }];
    const by = (terms: number[]) => () => shapImportance(features, { schema, explain: () => ({ terms }) });
    expect(by([-2])()).toEqual([{ column: 'x', importance: 2, interval: null }]);
    expect(by([NaN])).toThrow('term 0 of row 0 is not finite');
    expect(by([1e200])).toThrow('or beyond 1e150');
    expect(by([1, 2])).toThrow('row 0 has 2 terms for 1 columns');
    const none = createTable([numbers('x', [])]);
    expect(() => shapImportance(none, { schema, explain: () => ({ terms: [1] }) })).toThrow('got 0');
  });
});

describe('stability', () => {
  test('is whole where nothing changes, and by hand where something does', () => {
    const same = importanceStability(
      [
        [3, 2, 1],
        [3, 2, 1],
        [6, 4, 2],
      ],
      { top: 2 },
    );
    expect(same).toMatchObject({ correlation: 1, overlap: 1, correlationInterval: { low: 1, high: 1 } });
    // Correlations of 3 2 1, 3 1 2 and 2 3 1: .5, .5, -.5; largest two {0,1}, {0,2}, {1,0}: .5, 1, .5.
    const found = importanceStability(
      [
        [3, 2, 1],
        [3, 1, 2],
        [2, 3, 1],
      ],
      { top: 2 },
    );
    if (found.status !== 'estimated') throw new Error(found.status);
    expect(found.correlation).toBeCloseTo(1 / 6, 12);
    expect(found.overlap).toBeCloseTo(2 / 3, 12);
  });

  test('has the interval of the jackknife over rounds', () => {
    const found = importanceStability(
      [
        [1, 2, 3, 4, 5, 6, 7, 8],
        [1, 3, 2, 4, 5, 6, 8, 7],
        [2, 1, 3, 4, 6, 5, 7, 8],
        [1, 2, 3, 5, 4, 6, 7, 8],
      ],
      { top: 2 },
    );
    if (found.status !== 'estimated') throw new Error(found.status);
    // numpy and scipy 1.10: means of spearmanr over pairs, without each round in turn, t.ppf(.975, 3).
    expect(found.correlation).toBeCloseTo(0.9325396825396827, 12);
    expect(found.correlationInterval.low).toBeCloseTo(0.8323020458182717, 10);
    expect(found.correlationInterval.high).toBe(1);
  });

  test('over time compares each round with the next', () => {
    const rounds = [
      [3, 2, 1],
      [3, 1, 2],
      [2, 1, 3],
      [1, 2, 3],
    ];
    const found = importanceStability(rounds, { top: 1, over: 'time' });
    if (found.status !== 'estimated') throw new Error(found.status);
    expect(found.correlation).toBeCloseTo(0.5, 12);
    expect(found.overlap).toBeCloseTo(2 / 3, 12);
  });

  test('of a model that is learned anew from resamples is high where columns differ clearly', () => {
    const { features, target } = example(9);
    const random = createRandom(1);
    const rounds = Array.from({ length: 8 }, () => {
      const rows = Int32Array.from({ length: 400 }, () => random.integer(400));
      const { coefficients } = fitLeastSquares({
        features: selectRows(features, rows),
        target: selectColumn(target, rows),
      });
      return coefficients.map(Math.abs);
    });
    expect(importanceStability(rounds, { top: 2 })).toMatchObject({ correlation: 1, overlap: 1 });
  });

  test('over time falls where a model, learned anew each month, comes to lean on other columns', () => {
    const stabilityOf = (turnsAt: number) => {
      const random = createRandom(6);
      const [rows, months] = [1200, 6];
      const day = Array.from({ length: rows }, (_, row) => Math.floor((row * 180) / rows));
      const columns = ['a', 'b', 'c', 'd'].map((name) =>
        numbers(
          name,
          Array.from({ length: rows }, () => random.normal()),
        ),
      );
      // Column a counts most and d least, until the day on which they turn round.
      const y = day.map((at, row) => {
        const weights = at < turnsAt ? [4, 2, 1, 0.5] : [0.5, 1, 2, 4];
        return columns.reduce((sum, { values }, i) => sum + (weights[i] ?? 0) * (values[row] ?? 0), 0);
      });
      const examples = { features: createTable(columns), target: numbers('y', y) };
      const rounds = splitByTime(day, { folds: months, window: 30 }).map(({ train, test: judged }) => {
        const model = fitBoosting(
          { features: selectRows(examples.features, train), target: selectColumn(examples.target, train) },
          { task: { type: 'mean' }, rounds: 20 },
        );
        return shapImportance(selectRows(examples.features, judged), {
          schema: model.schema,
          explain: (row) => explainBoosting(model, row),
        }).map(({ importance }) => importance);
      });
      expect(rounds).toHaveLength(months);
      const found = importanceStability(rounds, { top: 2, over: 'time' });
      if (found.status !== 'estimated') throw new Error(found.status);
      return found;
    };
    const steady = stabilityOf(Infinity);
    expect(steady).toMatchObject({ correlation: 1, overlap: 1 });
    expect(steady.correlationInterval.low).toBeCloseTo(1, 12);
    const turned = stabilityOf(90);
    expect(turned.correlation).toBeLessThan(0.8);
    expect(turned.overlap).toBeLessThan(1);
    expect(turned.correlationInterval.low).toBeLessThan(turned.correlation);
  });

  test('is not told of two rounds, nor of rounds that cannot be ranked', () => {
    expect(
      importanceStability(
        [
          [1, 2],
          [2, 1],
        ],
        { top: 1 },
      ),
    ).toEqual({ status: 'insufficient_data', needed: 3, has: 2 });
    expect(() =>
      importanceStability(
        [
          [1, 1],
          [2, 1],
          [1, 2],
        ],
        { top: 1 },
      ),
    ).toThrow('all the same');
    expect(() => importanceStability([[1, 2], [2, 1], [1]], { top: 1 })).toThrow('same columns');
    expect(() =>
      importanceStability(
        [
          [1, 2],
          [2, 1],
          [1, 2],
        ],
        { top: 3 },
      ),
    ).toThrow('top is whole');
  });
});

test('rank correlation is that of scipy', () => {
  // scipy.stats.spearmanr([1, 2, 2, 4, 5, 9], [3, 1, 4, 4, 8, 7]).statistic
  expect(rankCorrelation([1, 2, 2, 4, 5, 9], [3, 1, 4, 4, 8, 7])).toBeCloseTo(0.8088235294117647, 12);
  expect(rankCorrelation([1, 1], [2, 3])).toBe(null);
});
