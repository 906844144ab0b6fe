import { report, type Figure } from './bench.ts';
import { measureBoosting } from './ml/boosting.ts';
import { measureCalendarEffects } from './ml/calendar-effects.ts';
import { measureCalibrationError } from './ml/calibration-error.ts';
import { measureFalseAlarms } from './ml/false-alarms.ts';
import { measureFraud } from './ml/fraud.ts';
import { measureIsolationForest } from './ml/isolation-forest.ts';
import { measureLossCertificates } from './ml/loss-certificates.ts';
import { measureM3 } from './ml/m3.ts';
import { measureMillion } from './ml/million.ts';
import { measurePower } from './ml/power.ts';
import { measureTreeShap } from './ml/tree-shap.ts';

// What the methods of packages/ml promise, measured over many more draws than a test can make: all parts, or those that
// are named.

const parts: Record<string, () => Figure[] | Promise<Figure[]>> = {
  boosting: measureBoosting,
  calendar: measureCalendarEffects,
  'calibration-error': measureCalibrationError,
  'false-alarms': measureFalseAlarms,
  fraud: measureFraud,
  'isolation-forest': measureIsolationForest,
  'loss-certificates': measureLossCertificates,
  m3: measureM3,
  million: measureMillion,
  power: measurePower,
  'tree-shap': measureTreeShap,
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
const figures: Figure[] = [];
for (const [, measure] of chosen) figures.push(...(await measure()));
report('ml', figures);
