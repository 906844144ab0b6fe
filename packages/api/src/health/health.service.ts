import {
  describeAbsent,
  describeAccuracyTrend,
  describeLearning,
  describeOverall,
  type PredictingSystem,
  type SystemHealth,
  type SystemStatus,
} from '@steward/core/health';
import { notMeasured } from '@steward/core/measured';
import type { WorkspaceDb } from '@steward/db/client';
import { readFeedbackOfModel, type StoredFeedback } from '@steward/db/feedback';
import { readDecisionDays, readDecisionWindow } from '@steward/db/health';
import { wilsonInterval } from '@steward/ml/statistics';

const WINDOW_DAYS = 30;
const DAY_MS = 86_400_000;

/** Systems whose features do not exist yet. */
const ABSENT: readonly PredictingSystem[] = ['intelligence', 'budget_allocation', 'coordinator'];

/** The state of every system that predicts, from what was measured in the window. */
export async function getSystemStatus(db: WorkspaceDb, now: Date): Promise<SystemStatus[]> {
  const since = new Date(now.getTime() - WINDOW_DAYS * DAY_MS);
  const { window, feedback } = await db.read(async (orm) => ({
    window: await readDecisionWindow(orm, since),
    feedback: ofPredictions(await readFeedbackOfModel(orm, since)),
  }));
  const { right, reviewed } = countRight(feedback);
  const toMilliseconds = (microseconds: number | null) =>
    microseconds === null ? null : microseconds / 1000;
  const learning = describeLearning({
    ...{ windowDays: WINDOW_DAYS, reviewed, right, decisions: window.decisions, confident: window.confident },
    ...{ meanConfidence: window.meanConfidence, activeDays: window.activeDays },
    p50: toMilliseconds(window.p50Microseconds),
    p95: toMilliseconds(window.p95Microseconds),
    accuracyInterval: reviewed === 0 ? null : wilsonInterval(right, reviewed),
    lastDecisionAt: window.lastDecisionAt === null ? null : new Date(window.lastDecisionAt),
  });
  return [learning, ...ABSENT.map(describeAbsent)];
}

export async function getSystemHealth(db: WorkspaceDb, now: Date): Promise<SystemHealth> {
  const since = new Date(now.getTime() - WINDOW_DAYS * DAY_MS);
  const systems = await getSystemStatus(db, now);
  const { days, feedback } = await db.read(async (orm) => ({
    days: await readDecisionDays(orm, since),
    feedback: ofPredictions(await readFeedbackOfModel(orm, since)),
  }));
  const learning = systems[0] ?? describeAbsent('learning');
  const notYet = 'Needs a history of several weeks, which is not kept yet.';
  return {
    overall: describeOverall(learning, now),
    ...{ systems, alerts: [], recommendations: [] },
    trends: {
      accuracy: trendOf(feedback, now),
      ...{ performance: notMeasured(notYet), usage: notMeasured(notYet) },
    },
    days: mergeDays(days, feedback),
  };
}

/**
 * Answers to decisions that named a category, suggested or too unsure to be. Where the model had learned nothing and
 * named none, it was neither right nor wrong.
 */
function ofPredictions(feedback: readonly StoredFeedback[]): StoredFeedback[] {
  return feedback.filter((row) => row.predictedCategoryId !== null);
}

function countRight(feedback: readonly StoredFeedback[]): { reviewed: number; right: number } {
  return { reviewed: feedback.length, right: feedback.filter((row) => row.isAccepted).length };
}

function trendOf(feedback: readonly StoredFeedback[], now: Date): SystemHealth['trends']['accuracy'] {
  const middle = now.getTime() - (WINDOW_DAYS / 2) * DAY_MS;
  const earlier = countRight(feedback.filter((row) => row.at.getTime() < middle));
  const later = countRight(feedback.filter((row) => row.at.getTime() >= middle));
  const isApart = () => {
    const first = wilsonInterval(earlier.right, earlier.reviewed);
    const second = wilsonInterval(later.right, later.reviewed);
    return first.high < second.low || second.high < first.low;
  };
  const isDifferent = earlier.reviewed > 0 && later.reviewed > 0 && isApart();
  return describeAccuracyTrend({ earlier, later, isDifferent, windowDays: WINDOW_DAYS });
}

function mergeDays(
  days: Awaited<ReturnType<typeof readDecisionDays>>,
  feedback: readonly StoredFeedback[],
): SystemHealth['days'] {
  const byDay = new Map(days.map((day) => [day.day, { ...day, reviewed: 0, right: 0 }]));
  for (const row of feedback) {
    const day = row.at.toISOString().slice(0, 10);
    const entry = byDay.get(day) ?? { day, decisions: 0, meanConfidence: null, reviewed: 0, right: 0 };
    entry.reviewed += 1;
    if (row.isAccepted) entry.right += 1;
    byDay.set(day, entry);
  }
  return [...byDay.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
}
