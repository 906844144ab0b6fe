import { createRandom } from '@steward/ml/random';
import { createTable } from '@steward/ml/tables';
import { estimators } from '../../estimators/estimators.ts';

// One estimator learns a million rows of four numbers and a word, in a process of its own, so that its peak is its own.

const ROWS = 1_000_000;
const estimator = estimators.find(({ name }) => name === process.argv[2]);
if (!estimator) throw new Error(`there is no estimator ${process.argv[2] ?? ''}`);
const random = createRandom(9);
const draw = () => Float64Array.from({ length: ROWS }, () => random.normal());
const columns = ['a', 'b', 'c', 'd'].map((name) => ({ kind: 'number' as const, name, values: draw() }));
const codes = Int32Array.from({ length: ROWS }, () => random.integer(8));
const features = createTable([
  ...columns,
  { kind: 'category', name: 'word', categories: Array.from('stuvwxyz'), codes },
]);
const noise = draw();
const signal = noise.map(
  (value, row) => value / 2 + (columns[0]?.values[row] ?? 0) + ((codes[row] ?? 0) - 3.5) / 4,
);

const before = process.memoryUsage().rss;
const start = performance.now();
estimator.fit({ features, signal, isQuick: true });
const seconds = (performance.now() - start) / 1000;
const peak = process.resourceUsage().maxRSS * 1024;
process.stdout.write(JSON.stringify({ seconds, megabytes: (peak - before) / 1e6 }));
