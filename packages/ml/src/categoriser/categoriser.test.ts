import fc from 'fast-check';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import {
  addContextColumn,
  createCategoriser,
  createJournal,
  decodeCategoriser,
  encodeCategoriser,
  explain,
  fold,
  learn,
  learnRevocably,
  measureCategoriser,
  mergeLabels,
  predict,
  removeLabel,
  withdraw,
  type Categoriser,
  type CategoriserEvent,
  type CategoriserOptions,
  type CategoriserRow,
} from './index.ts';

const row = (payee: string, more: Partial<CategoriserRow> = {}): CategoriserRow => ({
  ...{ payee, memo: '', amount: -1234, date: '2026-03-14', context: {} },
  ...more,
});

const labelled = (count: number, seed = 1): { row: CategoriserRow; label: string }[] => {
  // A small generator of its own: SplitMix-like, so that the ledger is the same everywhere.
  let state = seed;
  const next = (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 8) % below;
  };
  return Array.from({ length: count }, (_, index) => {
    const payee = next(40);
    const date = `2026-0${1 + (Math.floor(index / 300) % 9)}-1${next(9)}`;
    const context = { card: `card ${next(5)}`, vat: `v${next(2)}` };
    const label = `category ${next(5) === 0 ? next(12) : payee % 12}`;
    return { row: row(`Shop No ${payee}`, { amount: -next(9000), date, context }), label };
  });
};

const columns = { contextColumns: ['card', 'vat'] };

function learnAll(model: Categoriser, rows: readonly { row: CategoriserRow; label: string }[]): Categoriser {
  for (const one of rows) learn(model, one.row, one.label);
  return model;
}

const arbitraryRow = fc.record({
  payee: fc.oneof(
    fc.constantFrom('Tesco', 'TESCO  Store', 'Bäckerei Müller', '日本料理 さくら', ''),
    fc.string({ unit: 'grapheme' }),
  ),
  memo: fc.oneof(fc.constant(''), fc.string()),
  amount: fc.oneof(fc.constantFrom(0, -1, 999), fc.maxSafeInteger()),
  date: fc.constantFrom('2026-01-31', '2026-02-01', '2025-12-24'),
  context: fc.dictionary(fc.constantFrom('card', 'vat', 'other'), fc.string()),
});
const arbitraryEvent: fc.Arbitrary<CategoriserEvent> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      type: fc.constant('label_seen' as const),
      row: arbitraryRow,
      label: fc.constantFrom('a', 'b', 'c', 'd'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('labels_merged' as const),
      from: fc.constantFrom('a', 'b'),
      into: fc.constantFrom('b', 'c', 'a'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant('label_removed' as const), label: fc.constantFrom('a', 'd') }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('context_column_added' as const),
      name: fc.constantFrom('vat', 'other'),
    }),
  },
);

function expectFinite(model: Categoriser): void {
  const { payees, columnValues, table, calibrator } = model;
  const arrays = [model.rates, model.bias, model.prior, model.contextWeights, model.payeeWeights];
  arrays.push(
    model.amountWeights,
    model.columnWeights,
    model.labelWeights,
    payees.hitRate,
    columnValues.hitRate,
  );
  arrays.push(calibrator.weights, calibrator.labelBias, calibrator.payeeBias, calibrator.columnBias);
  if (model.experts) {
    const { linear, attention, trust, selected, confidence } = model.experts;
    arrays.push(linear.weights, linear.squares, attention.shared, attention.amountGaps);
    arrays.push(attention.ages, attention.ranks, trust, confidence);
    arrays.push(selected.favour, selected.seen, selected.firstColumn);
  }
  for (const array of arrays) expect(array.every(Number.isFinite)).toBe(true);
  for (let slot = 0; slot < table.heads.length / 2; slot++) {
    expectFiniteCounts(table.floats.subarray(slot * 14 + 6, slot * 14 + 12));
  }
  expect(Number.isFinite(model.rateTotal)).toBe(true);
}

function expectFiniteCounts(counts: Float32Array): void {
  if (!counts.every((count) => Number.isFinite(count) && count >= 0)) throw new Error(counts.join());
}

describe.each([
  ['counts alone', false],
  ['counts and experts', true],
])('with %s', (_, withExperts) => {
  const create = (options: CategoriserOptions) => createCategoriser({ ...options, withExperts });

  test('a model that never saw a label says so', () => {
    const model = create({ contextColumns: [] });
    expect(predict(model, row('Tesco'))).toEqual({ status: 'no_labels' });
    expect(() => explain(model, row('Tesco'))).toThrow(RangeError);
  });

  test('a label is predicted for the payee it was learned for, with its true counts', () => {
    const model = create({ contextColumns: ['card'] });
    for (let index = 0; index < 2; index++) learn(model, row('Tesco', { amount: -6000 }), 'Fuel');
    for (let index = 0; index < 41; index++)
      learn(model, row('Tesco', { amount: -1000 - 37 * index }), 'Groceries');
    for (let index = 0; index < 9; index++) learn(model, row('Shell', { amount: -6500 }), 'Fuel');
    const said = predict(model, row('tesco '));
    if (said.status !== 'predicted') throw new Error('nothing was predicted');
    expect(said.label).toBe('Groceries');
    expect(said.payeeSeen).toBe(43);
    expect(said.labelCount).toBe(52);
    expect(said.payeeShares).toEqual([
      { label: 'Groceries', count: 41 },
      { label: 'Fuel', count: 2 },
    ]);
    const payee = explain(model, row('tesco ')).terms.find((term) => term.kind === 'payee');
    expect(payee).toMatchObject({ matching: 41, total: 43 });
    expect(said.confidence).toBeGreaterThan(0.5);
    expect(said.alternatives.reduce((sum, one) => sum + one.probability, 0)).toBeCloseTo(1, 9);
  });

  test('predicting changes nothing', () => {
    const model = learnAll(create(columns), labelled(500));
    const before = encodeCategoriser(model);
    predict(model, row('Shop No 3'));
    predict(model, row('never seen', { context: { card: 'new' } }));
    explain(model, row('Shop No 3'));
    expect(encodeCategoriser(model)).toEqual(before);
  });

  test('the same events give the same model, bit for bit', () => {
    fc.assert(
      fc.property(fc.array(arbitraryEvent, { maxLength: 60 }), (events) => {
        const one = encodeCategoriser(fold(create({ contextColumns: ['card'] }), events));
        const two = encodeCategoriser(fold(create({ contextColumns: ['card'] }), events));
        expect(Buffer.compare(one, two)).toBe(0);
      }),
      { numRuns: 25 },
    );
  });

  test('whatever comes, every number stays finite and every explanation adds up', () => {
    fc.assert(
      fc.property(fc.array(arbitraryEvent, { maxLength: 60 }), arbitraryRow, (events, asked) => {
        const model = fold(create({ contextColumns: ['card'] }), events);
        expectFinite(model);
        const said = predict(model, asked);
        if (said.status !== 'predicted') return;
        expect(said.confidence).toBeGreaterThanOrEqual(0);
        expect(said.confidence).toBeLessThanOrEqual(1);
        for (const label of [undefined, ...said.alternatives.map((one) => one.label)]) {
          const { base, terms, score } = explain(model, asked, label);
          const sum = terms.reduce((total, term) => total + term.contribution, base);
          expect(Math.abs(sum - score)).toBeLessThan(1e-9);
        }
        expect(explain(model, asked).score).toBe(said.score);
      }),
      { numRuns: 60 },
    );
  });

  test('a long stream outlives the rescaling of its rates and a table that is full', () => {
    const model = create({ ...columns, maxSlotsLog2: 12 });
    const rows = labelled(3_000);
    for (let turn = 0; turn < 10; turn++) learnAll(model, rows);
    expectFinite(model);
    expect(model.rateIncrement).toBeLessThan(1e6);
    expect(model.table.log2).toBe(12);
    expect(model.payees.log2).toBeLessThanOrEqual(16);
  });

  test('bytes hold the whole model, and what they are not is refused', () => {
    const model = learnAll(create(columns), labelled(400));
    const bytes = encodeCategoriser(model);
    const again = decodeCategoriser(bytes);
    expect(encodeCategoriser(again)).toEqual(bytes);
    const rest = labelled(400, 7);
    for (const one of rest) {
      expect(predict(again, one.row)).toEqual(predict(model, one.row));
      learn(again, one.row, one.label);
      learn(model, one.row, one.label);
    }
    expect(Buffer.compare(encodeCategoriser(again), encodeCategoriser(model))).toBe(0);
    expect(() => decodeCategoriser(bytes.subarray(0, bytes.length - 9))).toThrow(/not a model/);
    expect(() => decodeCategoriser(new TextEncoder().encode('hello'))).toThrow(/not a model/);
  });

  test('a label taken back leaves the model that never learned it, bit for bit', () => {
    const stepsBack = fc.integer({ min: 1, max: 40 });
    const start = fc.integer({ min: 0, max: 700 });
    fc.assert(
      fc.property(start, stepsBack, fc.integer({ min: 1, max: 9 }), (before, back, seed) => {
        // A start of its own each time, so that tables grow at different places of the journal.
        const [first, later] = [labelled(before, seed), labelled(40, seed + 100)];
        const journal = createJournal();
        const model = learnAll(create(columns), first);
        for (const one of later)
          learnRevocably(model, { ...one, label: `${one.label} ${one.row.date}` }, journal);
        expect(withdraw(model, journal, back)).toBe(true);
        const never = learnAll(create(columns), first);
        later.forEach((one, index) => {
          if (index !== later.length - back) learn(never, one.row, `${one.label} ${one.row.date}`);
        });
        expect(Buffer.compare(encodeCategoriser(model), encodeCategoriser(never))).toBe(0);
        // And once more: what was learned again can be taken back as well.
        expect(withdraw(model, journal, 1)).toBe(true);
        expect(model.learned).toBe(never.learned - 1);
      }),
      { numRuns: 25 },
    );
  });

  test('a label that had been removed and came back can be taken back', () => {
    const rows = labelled(30);
    const build = () => {
      const model = learnAll(create(columns), rows);
      removeLabel(model, 'category 3');
      return model;
    };
    const [model, journal] = [build(), createJournal()];
    learnRevocably(model, { row: row('Shop No 3'), label: 'category 3' }, journal);
    learnRevocably(model, { row: row('Shop No 3'), label: 'a new one' }, journal);
    expect(withdraw(model, journal, 2)).toBe(true);
    expect(withdraw(model, journal, 1)).toBe(true);
    expect(Buffer.compare(encodeCategoriser(model), encodeCategoriser(build()))).toBe(0);
    expect(predict(model, row('Shop No 3'))).toEqual(predict(build(), row('Shop No 3')));
  });

  test('what the journal does not hold is not taken back', () => {
    const model = create(columns);
    const journal = createJournal(3);
    for (const one of labelled(5)) learnRevocably(model, one, journal);
    expect(withdraw(model, journal, 4)).toBe(false);
    expect(withdraw(model, journal, 0)).toBe(false);
    mergeLabels(model, 'category 1', 'category 2');
    addContextColumn(model, 'other');
    expect(withdraw(model, journal, 1)).toBe(false);
    expect(model.learned).toBe(5);
  });

  test('a merged label is predicted as what it became, with the counts of both', () => {
    const model = create({ contextColumns: [] });
    for (let index = 0; index < 5; index++) learn(model, row('Tesco'), 'Food');
    for (let index = 0; index < 3; index++) learn(model, row('Tesco'), 'Groceries');
    for (let index = 0; index < 5; index++) learn(model, row('Shell'), 'Fuel');
    mergeLabels(model, 'Food', 'Groceries');
    const said = predict(model, row('Tesco'));
    expect(said).toMatchObject({ label: 'Groceries', payeeShares: [{ label: 'Groceries', count: 8 }] });
    mergeLabels(model, 'Groceries', 'Food');
    expect(predict(model, row('Tesco'))).toMatchObject({ label: 'Food' });
  });

  test('a removed label is never predicted, unless it comes again', () => {
    const model = create({ contextColumns: [] });
    for (let index = 0; index < 5; index++) learn(model, row('Tesco'), 'Food');
    learn(model, row('Shell'), 'Fuel');
    removeLabel(model, 'Food');
    expect(predict(model, row('Tesco'))).toMatchObject({ label: 'Fuel' });
    removeLabel(model, 'Fuel');
    expect(predict(model, row('Tesco'))).toEqual({ status: 'no_labels' });
    for (let index = 0; index < 5; index++) learn(model, row('Tesco'), 'Food');
    expect(predict(model, row('Tesco'))).toMatchObject({ label: 'Food' });
  });

  test('a column joins at the end, and what was learned stays', () => {
    const rows = labelled(400);
    const model = learnAll(create({ contextColumns: ['card'] }), rows);
    const before = predict(model, row('Shop No 3'));
    addContextColumn(model, 'vat');
    addContextColumn(model, 'vat');
    expect(model.columns).toEqual(['card', 'vat']);
    expect(predict(model, row('Shop No 3'))).toMatchObject({
      label: before.status === 'predicted' && before.label,
    });
    learnAll(model, rows);
    expectFinite(model);
    for (let index = 0; index < 12; index++) addContextColumn(model, `column ${index}`);
    expect(model.columns).toHaveLength(8);
    learnAll(model, rows);
    expect(
      explain(model, row('Shop No 3', { context: { card: 'card 1' } })).terms.length,
    ).toBeLessThanOrEqual(withExperts ? 19 : 17);
  });

  test('the context tells apart what the payee does not', () => {
    const model = create({ contextColumns: ['card'] });
    for (let index = 0; index < 200; index++) {
      const card = index % 2 ? 'mine' : 'yours';
      learn(model, row('Amazon', { context: { card } }), card === 'mine' ? 'Books' : 'Toys');
    }
    expect(predict(model, row('Amazon', { context: { card: 'mine' } }))).toMatchObject({ label: 'Books' });
    expect(predict(model, row('Amazon', { context: { card: 'yours' } }))).toMatchObject({ label: 'Toys' });
  });

  test('labels grow without a bound and stay cheap', () => {
    const model = create({ contextColumns: [], maxSlotsLog2: 16 });
    for (let index = 0; index < 70_100; index++) {
      learn(model, row(`shop ${index % 5000}`, { amount: -index }), `label ${index}`);
    }
    expect(model.labels).toHaveLength(70_100);
    for (let index = 0; index < 20; index++) learn(model, row('the last shop'), 'label 70099');
    expect(predict(model, row('the last shop'))).toMatchObject({ label: 'label 70099' });
    expectFinite(model);
    expect(measureCategoriser(model)).toBeLessThan(withExperts ? 90e6 : 60e6);
  });

  test('columns are bounded and different', () => {
    expect(() => create({ contextColumns: ['a', 'a'] })).toThrow(RangeError);
    expect(() => create({ contextColumns: 'abcdefghi'.split('') })).toThrow(RangeError);
  });

  test('a label that was never near is explained as well', () => {
    const model = create({ contextColumns: [] });
    for (let index = 0; index < 600; index++)
      learn(model, row(`shop ${index}`, { amount: -index }), `label ${index}`);
    const { base, terms, score } = explain(model, row('shop 599'), 'label 0');
    expect(Math.abs(terms.reduce((sum, term) => sum + term.contribution, base) - score)).toBeLessThan(1e-9);
    expect(score).toBeLessThan(0);
  });
});

test('a model of few rows is small', () => {
  const model = learnAll(createCategoriser(columns), labelled(50));
  expect(measureCategoriser(model)).toBeLessThan(3e6);
  expect(deflateRawSync(encodeCategoriser(model)).length).toBeLessThan(200e3);
});

const likeRows = Array.from({ length: 300 }, (_, index) => {
  const isFuel = index % 3 === 0;
  const text = `${isFuel ? 'petrol station' : 'bakery'} no ${index}`;
  return { row: row(text, { amount: -1000 - index }), label: isFuel ? 'Fuel' : 'Food' };
});

test('experts know a payee that was never labelled by how it is worded and by what is like it', () => {
  const model = learnAll(createCategoriser({ contextColumns: [], withExperts: true }), likeRows);
  const asked = row('our petrol station', { amount: -77_000 });
  expect(predict(model, asked)).toMatchObject({ label: 'Fuel' });
  const terms = explain(model, asked).terms;
  expect(terms.find(({ kind }) => kind === 'wording')?.contribution).toBeGreaterThan(1);
  expect(terms.some(({ kind }) => kind === 'similar')).toBe(true);
  const alone = learnAll(createCategoriser({ contextColumns: [] }), likeRows);
  expect(explain(alone, asked).terms.some(({ kind }) => kind === 'wording' || kind === 'similar')).toBe(
    false,
  );
});

test('experts take a known part of memory', () => {
  const sizeOf = (withExperts: boolean) => measureCategoriser(createCategoriser({ ...columns, withExperts }));
  expect(sizeOf(true) - sizeOf(false)).toBeLessThan(23e6);
});

test('bytes of experts whose numbers meant something else are refused, counts alone are read as before', () => {
  const formatOf = (withExperts: boolean) => {
    const bytes = encodeCategoriser(learnAll(createCategoriser({ ...columns, withExperts }), labelled(20)));
    const at = Buffer.from(bytes).indexOf('"format":') + '"format":'.length;
    return { bytes, at, format: String.fromCharCode(bytes[at] ?? 0) };
  };
  const counts = formatOf(false);
  expect(counts.format).toBe('3');
  const experts = formatOf(true);
  expect(decodeCategoriser(experts.bytes).learned).toBe(20);
  experts.bytes[experts.at] = '3'.charCodeAt(0);
  expect(() => decodeCategoriser(experts.bytes)).toThrow(/not a model/);
});
