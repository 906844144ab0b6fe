import type { Method } from '../methods/index.ts';

export const methods: readonly Method[] = [
  {
    title: 'Tables',
    functions: ['createTable', 'createCategories', 'selectRows', 'selectColumn'],
    tells: 'Columns of numbers and of words, with what is missing, and when each value came to be known.',
    definition: 'NaN is a missing number, -1 a missing word; a number beyond 1e300 is refused',
    source: 'our own',
    cost: 'time O(cells), memory O(1), or O(cells) for chosen rows',
    example: "createCategories('mcc', ['5411', null, '5812', '5411'])",
  },
  {
    title: 'Rows for a model',
    functions: ['schemaOf', 'readRow', 'readColumns', 'forEachRow'],
    tells: 'Rows and tables as a model reads them, whatever the order of their columns.',
    definition: 'columns by name; a word by its place in the list; NaN for what is missing or was never seen',
    source: 'our own',
    cost: 'time O(cells), memory O(columns)',
    example:
      "[...readRow([{ kind: 'number', name: 'amount' }, { kind: 'number', name: 'hour' }], { hour: 9 })]",
  },
  {
    title: 'Examples in an order of their own',
    functions: ['arrangeExamples'],
    tells: 'The same examples, ordered by what they say, so that a fit does not depend on how they came.',
    definition: 'columns by name, rows by a hash of their cells, target and weight',
    source: 'our own',
    cost: 'time O(cells), memory 8 bytes a number, 4 a word, 40 a row',
    example:
      "[...arrangeExamples({ features: createTable([{ kind: 'number', name: 'x', values: Float64Array.of(3, 1, 2) }]), target: { kind: 'number', name: 'y', values: Float64Array.of(1, 2, 3) } }).target.values]",
  },
  {
    title: 'Spread of a column',
    functions: ['spreadOf', 'magnitudeOf'],
    tells:
      'Weighted mean and deviation of what is there, for numbers of any size; the power of two next to the largest.',
    definition:
      'mean = sum w x / sum w, deviation = sqrt(sum w (x - mean)^2 / sum w); 0 for what differs by rounding',
    source: 'D. H. D. West (1979), Communications of the ACM 22, 532-535',
    cost: 'time O(n), memory O(1)',
    example: 'spreadOf(Float64Array.of(1e200, 3e200, NaN), Float64Array.of(1, 1, 1))',
  },
  {
    title: 'Weights of classes',
    functions: ['weighClasses'],
    tells: 'What each row counts when its class counts more or less, or all classes alike.',
    definition: 'weight of the row times that of its class; balanced: total / (classes sum of the class)',
    source: 'G. King and L. Zeng (2001), Political Analysis 9, 137-163',
    cost: 'time O(rows), memory 8 bytes a row',
    example:
      "weighClasses(createCategories('y', ['no', 'no', 'no', 'yes']), new Float64Array(4).fill(1), 'balanced')",
  },
];
