import { createCategoriser, learn, predict } from '@steward/ml/categoriser';
import type { LabelledRow } from '@steward/ml/evaluation';

/** A decision of the categoriser, with what turned out. */
export interface StreamedDecision {
  /** Days since 1970. */
  day: number;
  payee: string;
  confidence: number;
  isRight: boolean;
}

const dayOf = ({ row }: LabelledRow) => Math.floor(Date.parse(row.date) / 86_400_000);

/**
 * Predicts rows by date. Labels are learned at once, or once they are so many days old: what a person would have
 * got who corrects every mistake, but not on the same day.
 */
export function streamDecisions(
  rows: readonly LabelledRow[],
  { contextColumns, delayDays }: { contextColumns: readonly string[]; delayDays: number },
): StreamedDecision[] {
  const model = createCategoriser({ contextColumns });
  let learned = 0;
  return rows.map((labelled, index) => {
    const day = dayOf(labelled);
    if (delayDays > 0) {
      for (; learned < index; learned++) {
        const waiting = rows[learned];
        if (!waiting || dayOf(waiting) > day - delayDays) break;
        learn(model, waiting.row, waiting.label);
      }
    }
    const predicted = predict(model, labelled.row);
    if (delayDays === 0) learn(model, labelled.row, labelled.label);
    const said = predicted.status === 'predicted' ? predicted : null;
    return {
      ...{ day, payee: labelled.row.payee, confidence: said?.confidence ?? 0 },
      isRight: said?.label === labelled.label,
    };
  });
}
