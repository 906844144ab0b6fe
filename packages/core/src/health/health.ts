import { measured, notMeasured, type Measured } from '../measured/index.ts';
import type { PredictingSystem, SystemHealth, SystemStatus } from './health.schema.ts';

/** Fewer reviewed decisions than this give no status and no trend. */
export const MINIMUM_REVIEWED = 45;

/** What was counted in a window; null where there was nothing to count. */
export interface LearningMeasurements {
  windowDays: number;
  decisions: number;
  meanConfidence: number | null;
  confident: number;
  /** Milliseconds. */
  p50: number | null;
  p95: number | null;
  reviewed: number;
  right: number;
  /** 95 % Wilson interval of right / reviewed. */
  accuracyInterval: { low: number; high: number } | null;
  /** Days with at least one decision. */
  activeDays: number;
  lastDecisionAt: Date | null;
}

/** The status of `learning` from what was measured; blank where nothing was. */
export function describeLearning(counts: LearningMeasurements): SystemStatus {
  const window = `${counts.windowDays} days`;
  const { decisions, reviewed, right, accuracyInterval: interval } = counts;
  const figure = (value: number | null, source: string): Measured<number> =>
    value === null || decisions === 0
      ? notMeasured(`No decision in ${window}.`)
      : measured({ value, n: decisions, window, source });
  const unreviewed = `No decision was reviewed in ${window}.`;
  const ofReviewed = (value: number): Measured<number> =>
    reviewed === 0 || interval === null
      ? notMeasured(unreviewed)
      : measured({ value, n: reviewed, window, source: 'all reviewed' });
  const accuracy = ofReviewed(right / reviewed);
  const errorRate = ofReviewed((reviewed - right) / reviewed);
  if (accuracy.status === 'measured' && interval) accuracy.interval = interval;
  if (errorRate.status === 'measured' && interval) {
    errorRate.interval = { low: 1 - interval.high, high: 1 - interval.low };
  }
  return {
    ...{ system: 'learning', status: statusOf(reviewed, right), lastUpdate: counts.lastDecisionAt },
    ...{ accuracy, errorRate },
    confidence: figure(counts.meanConfidence, 'all decisions'),
    responseTime: figure(counts.p50, 'all decisions, median'),
    responseTimeP95: figure(counts.p95, 'all decisions, 95th percentile'),
    dataQualityScore: notMeasured('Data quality is not measured yet.'),
    decisionsPerDay: figure(decisions / counts.activeDays, 'days that have decisions'),
    shareAutomatic: figure(counts.confident / decisions, 'decisions at .90 or above'),
  };
}

/** At or above the first: healthy; at or above the second: degraded; below: error. */
const ACCURACY_BOUNDS = { healthy: 0.8, degraded: 0.6 };

function statusOf(reviewed: number, right: number): SystemStatus['status'] {
  if (reviewed < MINIMUM_REVIEWED) return null;
  if (right / reviewed >= ACCURACY_BOUNDS.healthy) return 'healthy';
  return right / reviewed >= ACCURACY_BOUNDS.degraded ? 'degraded' : 'error';
}

/** A system that does not exist yet has no figure at all. */
export function describeAbsent(system: PredictingSystem): SystemStatus {
  const absent = <T>(): Measured<T> => notMeasured('This system does not exist yet.');
  return {
    ...{ system, status: null, lastUpdate: null, confidence: absent(), errorRate: absent() },
    ...{ responseTime: absent(), dataQualityScore: absent(), accuracy: absent(), responseTimeP95: absent() },
    ...{ decisionsPerDay: absent(), shareAutomatic: absent() },
  };
}

/** Two halves of the window that each have enough reviewed decisions. */
interface Halves {
  earlier: { reviewed: number; right: number };
  later: { reviewed: number; right: number };
  /** Whether the difference is larger than chance explains. */
  isDifferent: boolean;
  windowDays: number;
}

export function describeAccuracyTrend(halves: Halves): SystemHealth['trends']['accuracy'] {
  const { earlier, later, isDifferent, windowDays } = halves;
  const fewest = Math.min(earlier.reviewed, later.reviewed);
  if (fewest < MINIMUM_REVIEWED) {
    const needed = { needs: MINIMUM_REVIEWED, has: fewest, unit: 'reviewed decisions in each half' };
    return notMeasured('Too few reviewed decisions to compare.', needed);
  }
  const difference = later.right / later.reviewed - earlier.right / earlier.reviewed;
  const rising = difference > 0 ? 'improving' : 'declining';
  return measured({
    value: isDifferent ? rising : 'stable',
    n: earlier.reviewed + later.reviewed,
    window: `${windowDays} days`,
    source: 'all reviewed, second half against first',
  });
}

/** Score 0 to 100: the accuracy of what people reviewed. Nothing else is measured yet. */
export function describeOverall(learning: SystemStatus, now: Date): SystemHealth['overall'] {
  const { accuracy, status } = learning;
  const { status: kind } = accuracy;
  const score: Measured<number> =
    kind === 'measured' && status !== null
      ? measured({
          ...{ value: Math.round(accuracy.value * 100), n: accuracy.n, window: accuracy.window },
          source: 'accuracy of learning, all reviewed',
        })
      : notMeasured('Too few reviewed decisions for a score.', {
          ...{
            needs: MINIMUM_REVIEWED,
            has: kind === 'measured' ? accuracy.n : 0,
            unit: 'reviewed decisions',
          },
        });
  const words = { healthy: 'healthy', degraded: 'degraded', error: 'critical', offline: 'critical' } as const;
  return { status: status === null ? null : words[status], score, lastCheck: now };
}
