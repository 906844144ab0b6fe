import { createRandom } from '@steward/ml/random';
import { createTable, selectRows } from '@steward/ml/tables';
import { expect, test } from 'vitest';
import { estimators } from './estimators.ts';
import { numberColumn } from './sample.ts';

const ROWS = 1_000_000;
const random = createRandom(9);
const x = Float64Array.from({ length: ROWS }, () => random.normal());
// Noise, as classes that can be told apart without fault take many steps.
const signal = x.map((value) => value + random.normal() / 2);
const features = createTable([numberColumn('x', x)]);
const few = selectRows(features, [0, 1, 2, 3, 4]);

/** Each algorithm once. */
const algorithms = estimators.filter(
  (one, at) => estimators.findIndex(({ documentedAs }) => documentedAs === one.documentedAs) === at,
);

// With one column and few rounds, so that it is quick; `npm run bench -- ml million` has more, and its memory.
test.each(algorithms)(
  '$name learns a million rows',
  (estimator) => {
    const fitted = estimator.fit({ features, signal, isQuick: true });
    expect(fitted.say(few).flat().every(Number.isFinite)).toBe(true);
  },
  60_000,
);
