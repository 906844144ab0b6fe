import type { Model } from '@steward/ml/encoding';
import {
  createCategories,
  createTable,
  readRow,
  selectRows,
  type Column,
  type Table,
} from '@steward/ml/tables';
import { describe, expect, test } from 'vitest';
import type { Fitted, Given } from './estimator.ts';
import { estimators } from './estimators.ts';
import { drawSample, numberColumn, ROWS } from './sample.ts';

// What every estimator of packages/ml keeps to. What only one of them promises is tested beside it.

const sample = drawSample(11);
const everyRow = Array.from({ length: ROWS }, (_, row) => row);
const signalOf = (rows: readonly number[]) => Float64Array.from(rows, (row) => sample.signal[row] ?? NaN);
const weightsOf = (rows: readonly number[]) => Float64Array.from(rows, (row) => sample.weights[row] ?? NaN);

/** The sample with its rows in this order, all or some. */
const inOrder = (rows: readonly number[]): Given => ({
  features: selectRows(sample.features, rows),
  signal: signalOf(rows),
  weights: weightsOf(rows),
});

const sameAll = (value: number) => new Float64Array(ROWS).fill(value);
const changed = (values: Float64Array, value: number, row = 3) =>
  values.map((one, at) => (at === row ? value : one));

/** Numbers and target times a power of two: the same in another unit, to the last bit. */
function scaled(factor: number): Given {
  const columns = sample.features.columns.map((column): Column =>
    column.kind === 'number' ? { ...column, values: column.values.map((value) => value * factor) } : column,
  );
  return { ...sample, features: createTable(columns), signal: sample.signal.map((value) => value * factor) };
}

const isFinite = (said: number[][]) => said.flat().every(Number.isFinite);

function near(said: number[][], wanted: number[][], digits: number): void {
  expect(said).toHaveLength(wanted.length);
  said.flat().forEach((one, at) => {
    expect(one).toBeCloseTo(wanted.flat()[at] ?? NaN, digits);
  });
}

/** The model with one array, at any depth, an element shorter: once for each of its arrays. */
function* shortened(model: Model): Generator<{ of: string; bent: Model }> {
  const places: string[][] = [];
  const look = (value: object, path: string[]) => {
    for (const [key, one] of Object.entries(value) as [string, unknown][]) {
      if (ArrayBuffer.isView(one)) {
        if (one.byteLength > 0) places.push([...path, key]);
      } else if (typeof one === 'object' && one !== null && !Array.isArray(one)) look(one, [...path, key]);
    }
  };
  look(model, []);
  for (const path of places) {
    const bent = structuredClone(model);
    const key = path.at(-1) ?? '';
    const holder = path.slice(0, -1).reduce<object>((at, step) => Reflect.get(at, step) as object, bent);
    Reflect.set(holder, key, (Reflect.get(holder, key) as Float64Array).slice(0, -1));
    yield { of: path.join('.'), bent };
  }
}

describe.each(estimators)('$name', (estimator) => {
  const { learns } = estimator;
  const fit = (given: Given = sample): Fitted => estimator.fit(given);
  /** Columns alone decide: for what learns from rows alone nothing else is there. */
  const withFeatures = (features: Table) => ({ ...sample, features });

  /** The same but for rounding; where draws depend on what the cells hold, nearer than they are spread by far. */
  const alike = (said: number[][], wanted: number[][]) => {
    if (!estimator.isSeeded) {
      near(said, wanted, 4);
      return;
    }
    const [these, those] = [said.flat(), wanted.flat()];
    const middle = those.reduce((sum, one) => sum + one, 0) / those.length;
    const away = (from: (at: number) => number) =>
      these.reduce((sum, one, at) => sum + Math.abs(one - from(at)), 0) / these.length;
    expect(away((at) => those[at] ?? NaN)).toBeLessThan(away(() => middle) / 2);
  };

  test('the same rows and the same seed give the same model, bit for bit', () => {
    expect(fit({ ...sample, seed: 5 }).bytes).toEqual(fit({ ...sample, seed: 5 }).bytes);
    const isOther =
      Buffer.compare(fit({ ...sample, seed: 6 }).bytes, fit({ ...sample, seed: 5 }).bytes) !== 0;
    expect(isOther).toBe(estimator.isSeeded);
  });

  test('says finite numbers, and of classes probabilities that sum to 1', () => {
    const said = fit().say(sample.features);
    expect(said).toHaveLength(ROWS);
    expect(isFinite(said)).toBe(true);
    if (learns !== 'classes') return;
    for (const shares of said) {
      expect(shares).toHaveLength(3);
      expect(shares.every((share) => share >= 0)).toBe(true);
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    }
  });

  test('says the same once it was stored', () => {
    const fitted = fit();
    expect(fitted.reload(fitted.bytes).say(sample.features)).toEqual(fitted.say(sample.features));
  });

  test('is refused once it was damaged, wherever', () => {
    const fitted = fit();
    const { bytes } = fitted;
    for (let at = 0; at < bytes.length; at += Math.ceil(bytes.length / 50)) {
      const damaged = bytes.slice();
      damaged[at] = (damaged[at] ?? 0) ^ 16;
      expect(() => fitted.reload(damaged)).toThrow('not a model');
    }
    expect(() => fitted.reload(bytes.subarray(0, -1))).toThrow('not a model');
    const { model } = fitted;
    expect(() => {
      fitted.check({ ...model, schema: model.schema.slice(1) } as Model);
    }).toThrow(RangeError);
    for (const { of, bent } of shortened(model)) {
      expect(() => {
        fitted.check(bent);
      }, of).toThrow(RangeError);
    }
  });

  test('leaves what it learns from as it was', () => {
    const before = structuredClone(sample);
    fit().say(sample.features);
    expect(sample).toEqual(before);
  });

  test('learns the same bytes however rows and columns come', () => {
    const { bytes } = fit(inOrder(everyRow));
    expect(fit(inOrder(everyRow.toReversed())).bytes).toEqual(bytes);
    expect(fit(inOrder(everyRow.map((row) => (row * 7) % ROWS))).bytes).toEqual(bytes);
    const columns = sample.features.columns.toReversed();
    expect(fit(withFeatures({ ...sample.features, columns })).bytes).toEqual(bytes);
  });

  test('says one thing of all rows where columns are constant or missing throughout', () => {
    const silent = createTable([
      numberColumn('same', sameAll(4)),
      numberColumn('none', sameAll(NaN)),
      createCategories('word', new Array<string>(ROWS).fill('a')),
      createCategories('nothing', new Array<null>(ROWS).fill(null)),
    ]);
    const said = fit(withFeatures(silent)).say(silent);
    expect(isFinite(said)).toBe(true);
    near(said, new Array<number[]>(ROWS).fill(said[0] ?? []), 9);
  });

  test('a column that says nothing more changes nothing', () => {
    if (learns === 'rows' || estimator.isSeeded) return;
    const more = createTable([...sample.features.columns, numberColumn('same', sameAll(4))]);
    near(fit(withFeatures(more)).say(more), fit().say(sample.features), 9);
  });

  test('says the only class that it saw', () => {
    if (learns !== 'classes') return;
    const one = { ...sample, signal: sameAll(9) };
    for (const [share] of fit(one).say(sample.features)) expect(share).toBeGreaterThan(0.99);
  });

  test('learns a single row by heart', () => {
    const one = inOrder([0]);
    const [said = []] = fit(one).say(one.features);
    expect(isFinite([said])).toBe(true);
    const target = estimator.targetOf(one.signal);
    if (learns === 'number') expect(said[0]).toBeCloseTo(one.signal[0] ?? NaN, 9);
    if (target.kind === 'category' && learns === 'classes')
      expect(said[target.codes[0] ?? -1]).toBeGreaterThan(0.99);
  });

  test('refuses no rows, no columns, and other numbers of targets than of rows', () => {
    expect(() => fit(inOrder([]))).toThrow('at least one row');
    expect(() => fit(withFeatures({ rowCount: ROWS, columns: [] }))).toThrow(
      /column|0 rows|at least one row/,
    );
    if (learns === 'rows') return;
    expect(() => fit({ ...sample, signal: new Float64Array(3) })).toThrow(`3 targets for ${ROWS} rows`);
  });

  test('refuses infinities and missing targets, and says where they are', () => {
    const [x] = sample.features.columns;
    const values = x?.kind === 'number' ? x.values : new Float64Array(0);
    for (const value of [Infinity, -Infinity]) {
      const bad = { rowCount: ROWS, columns: [numberColumn('x', changed(values, value))] };
      expect(() => fit(withFeatures(bad))).toThrow('column x is infinite in row 3');
    }
    if (learns !== 'number') return;
    expect(() => fit({ ...sample, signal: changed(sample.signal, NaN) })).toThrow(
      'the target of row 3 is missing',
    );
    expect(() => fit({ ...sample, signal: changed(sample.signal, Infinity) })).toThrow('infinite in row 3');
  });

  test('refuses weights that are none, and says of which row', () => {
    if (estimator.weights === 'none') return;
    expect(() => fit({ ...sample, weights: new Float64Array(3) })).toThrow(`3 weights for ${ROWS} rows`);
    for (const weight of [NaN, -1, Infinity, 1e308, 5e-324]) {
      expect(() => fit({ ...sample, weights: changed(sample.weights, weight) })).toThrow(
        'the weight of row 3 is',
      );
    }
    expect(() => fit({ ...sample, weights: sameAll(0) })).toThrow('all weights are zero');
  });

  test('says the same in any unit, from 1e-270 to 1e270, as neither over- nor underflows', () => {
    const plain = fit().say(sample.features);
    for (const factor of [2 ** -900, 2 ** 900]) {
      const { features, signal } = scaled(factor);
      const said = fit({ ...sample, features, ...(learns === 'number' && { signal }) }).say(features);
      alike(learns === 'number' ? said.map(([one = NaN]) => [one / factor]) : said, plain);
    }
  });

  test('refuses numbers whose sums would be infinite, and says where they are', () => {
    const huge = numberColumn('huge', changed(sameAll(1), -1e305));
    expect(() => fit(withFeatures({ rowCount: ROWS, columns: [huge] }))).toThrow(
      'column huge is beyond 1e300 (-1e+305) in row 3',
    );
    if (learns !== 'number') return;
    expect(() => fit({ ...sample, signal: changed(sample.signal, 1e305) })).toThrow(
      'beyond 1e300 (1e+305) in row 3',
    );
  });

  test('says finite numbers of numbers far from all that it learned', () => {
    const fitted = fit();
    const far = createTable([
      numberColumn('x', Float64Array.of(1e300, -1e300, 1e12, 1e-300)),
      numberColumn('gaps', Float64Array.of(-1e300, -1e300, 0, NaN)),
      createCategories('word', ['w1', 'w2', null, 'w1']),
    ]);
    const said = fitted.say(far);
    expect(isFinite(said)).toBe(true);
    if (learns !== 'classes') return;
    for (const shares of said) expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
  });

  test('keeps small differences of large numbers apart', () => {
    const [x] = sample.features.columns;
    const values = x?.kind === 'number' ? x.values : new Float64Array(0);
    const of = (move: (value: number) => number) => createTable([numberColumn('x', values.map(move))]);
    const [plain, away] = [of((value) => value), of((value) => 1e9 + value)];
    alike(fit(withFeatures(away)).say(away), fit(withFeatures(plain)).say(plain));
  });

  test('says finite numbers whatever the unit of the weights, and however far they are apart', () => {
    if (estimator.weights === 'none') return;
    const mixed = sample.weights.map((_, row) => (row % 2 === 0 ? 1e100 : 1e-100));
    for (const weights of [sameAll(1e100), sameAll(1e-100), mixed]) {
      expect(isFinite(fit({ ...sample, weights }).say(sample.features))).toBe(true);
    }
  });

  test('a row of weight 0 is no row', () => {
    if (estimator.weights === 'none') return;
    const half = everyRow.filter((row) => row % 2 === 0);
    const weights = sample.weights.map((weight, row) => (row % 2 === 0 ? weight : 0));
    expect(fit({ ...sample, weights }).bytes).toEqual(fit(inOrder(half)).bytes);
  });

  test('a row of weight 2 is the row twice, where that is promised', () => {
    if (estimator.weights !== 'the row twice') return;
    const some = everyRow.flatMap((row) => (row % 3 === 0 ? [row, row] : [row]));
    const twice = { ...inOrder(some), weights: new Float64Array(some.length).fill(1) };
    const weights = sample.weights.map((_, row) => (row % 3 === 0 ? 2 : 1));
    near(fit({ ...sample, weights }).say(sample.features), fit(twice).say(sample.features), 6);
    const alike = fit({ ...sample, weights: sameAll(1) });
    expect(Buffer.compare(fit({ ...sample, weights }).bytes, alike.bytes)).not.toBe(0);
  });

  test('says something of rows where words are new or all is missing', () => {
    const strange = createTable([
      numberColumn('x', Float64Array.of(0.3, NaN)),
      numberColumn('gaps', Float64Array.of(0.1, NaN)),
      createCategories('word', ['never seen', null]),
    ]);
    const said = fit().say(strange);
    expect(isFinite(said)).toBe(true);
    const missing = createTable([
      ...strange.columns.filter(({ name }) => name !== 'word'),
      createCategories('word', [null, null]),
    ]);
    expect(fit().say(missing)).toEqual(said);
  });

  test('reads no row with an infinity, or of another kind', () => {
    const { schema } = fit().model;
    expect(() => readRow(schema, { x: -Infinity })).toThrow('x is infinite');
    expect(() => readRow(schema, { word: 3 })).toThrow('word is a number');
    const other = createTable([numberColumn('x', sameAll(1))]);
    expect(() => fit().say(other)).toThrow('the table has no column gaps');
  });

  test('tells how far it is, rising to 1, and ends when the one who listens throws', () => {
    const shares: number[] = [];
    fit({ ...sample, onProgress: (share) => shares.push(share) });
    expect(shares.at(-1)).toBe(1);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares.every((share) => share >= 0)).toBe(true);
    for (const at of shares.keys()) {
      let calls = 0;
      const cancel = () => {
        if (calls++ === at) throw new Error(`cancelled at ${at}`);
      };
      expect(() => fit({ ...sample, onProgress: cancel })).toThrow(`cancelled at ${at}`);
      expect(calls).toBe(at + 1);
    }
  });
});
