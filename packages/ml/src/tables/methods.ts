import type { Method } from '../methods/index.ts';

export const methods: readonly Method[] = [
  {
    title: 'Tables',
    functions: ['createTable', 'createCategories', 'selectRows', 'selectColumn'],
    tells: 'Columns of numbers and of words, with what is missing, and when each value came to be known.',
    definition: 'NaN is a missing number, -1 a missing word; an infinity is refused',
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
    cost: 'time O(cells + rows log rows), memory O(cells)',
    example:
      "[...arrangeExamples({ features: createTable([{ kind: 'number', name: 'x', values: Float64Array.of(3, 1, 2) }]), target: { kind: 'number', name: 'y', values: Float64Array.of(1, 2, 3) } }).target.values]",
  },
];
