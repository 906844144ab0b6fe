import { createRandom } from '@steward/ml/random';
import { createTable, type CategoryColumn } from '@steward/ml/tables';
import { setTimeout } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { estimators } from './estimators.ts';
import { numberColumn } from './sample.ts';
import { statedBytes } from './stated-bytes.ts';

const ROWS = 40_000;
/** For what does not grow with the rows: histograms, second derivatives. */
const FIXED_BYTES = 2 ** 20;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Twice: what the first finds is given back by the time of the second. */
function collectGarbage(): void {
  collect();
  collect();
}

/**
 * Bytes of array buffers once nothing more is given back: V8 sweeps them in a thread of its own,
 * so what the test before left behind may still count right after a collection.
 */
async function settledBytes(): Promise<number> {
  let settled = Number.POSITIVE_INFINITY;
  for (let still = 0; still < 3;) {
    collectGarbage();
    await setTimeout(5);
    const bytes = process.memoryUsage().arrayBuffers;
    still = bytes < settled ? 0 : still + 1;
    settled = Math.min(settled, bytes);
  }
  return settled;
}

const random = createRandom(3);
const draw = () => Float64Array.from({ length: ROWS }, () => random.normal());
const words = (name: string): CategoryColumn => ({
  ...{ kind: 'category', name, categories: ['a', 'b', 'c', 'd'] },
  codes: Int32Array.from({ length: ROWS }, () => random.integer(4)),
});
const [x, y] = [draw(), draw()];
const signal = x.map((value, row) => value + (y[row] ?? 0) / 2);
const features = createTable([numberColumn('x', x), numberColumn('y', y), words('u'), words('v')]);

test.each(estimators)(
  '$name holds no more memory than its doc comment says, and not far less',
  async (estimator) => {
    const before = await settledBytes();
    let most = 0;
    const look = () => {
      collectGarbage();
      most = Math.max(most, process.memoryUsage().arrayBuffers - before);
    };
    estimator.fit({ features, signal, isQuick: true, onProgress: look });
    const { growing, fixed } = statedBytes(estimator, { rows: ROWS, numbers: 2, words: 2 });
    expect(most).toBeLessThan(growing + fixed + FIXED_BYTES);
    expect(most).toBeGreaterThan(growing / 3);
  },
);
