import { report, type Figure } from './bench.ts';
import { measureBoosting } from './ml/boosting.ts';
import { measureFalseAlarms } from './ml/false-alarms.ts';
import { measureFraud } from './ml/fraud.ts';
import { measureIsolationForest } from './ml/isolation-forest.ts';
import { measurePower } from './ml/power.ts';

// What the methods of packages/ml promise, measured over many more draws than a test can make: all parts, or those that
// are named.

const parts: Record<string, () => Figure[]> = {
  boosting: measureBoosting,
  'false-alarms': measureFalseAlarms,
  fraud: measureFraud,
  'isolation-forest': measureIsolationForest,
  power: measurePower,
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in parts));
if (unknown.length > 0) {
  process.stderr.write(
    `There is no part ${unknown.join(', ')}; there are ${Object.keys(parts).join(', ')}.\n`,
  );
  process.exit(1);
}
const chosen = Object.entries(parts).filter(([name]) => wanted.length === 0 || wanted.includes(name));
report(
  'ml',
  chosen.flatMap(([, measure]) => measure()),
);
