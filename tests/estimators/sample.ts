import { createRandom } from '@steward/ml/random';
import { createCategories, createTable, type NumberColumn, type Table } from '@steward/ml/tables';

export const ROWS = 60;

export const numberColumn = (name: string, values: Float64Array): NumberColumn => ({
  ...{ kind: 'number', name, values },
});

/** Two numbers and a word, with gaps in one of each, and a number that they tell most of. */
export function drawSample(seed: number): { features: Table; signal: Float64Array; weights: Float64Array } {
  const random = createRandom(seed);
  const x = Float64Array.from({ length: ROWS }, () => random.normal());
  const gaps = x.map((_, row) => (row % 7 === 3 ? NaN : random.normal()));
  const words = createCategories(
    'word',
    Array.from({ length: ROWS }, (_, row) => (row % 9 === 4 ? null : `w${random.integer(4)}`)),
  );
  const signal = x.map((value, row) => value + (gaps[row] || 2) / 3 + random.normal() / 5);
  return {
    features: createTable([numberColumn('x', x), words, numberColumn('gaps', gaps)]),
    signal,
    weights: x.map((_, row) => 1 + (row % 3)),
  };
}
