import type { CategoryColumn, Examples } from '@steward/ml/tables';
import { partOf, readFraud, weekFrom } from './fraud-data.ts';

/** Days after 1 April; the weeks that are told begin a fortnight later: all that lie in June and July. */
const STARTS = [47, 54, 61, 68, 75, 82, 89, 96];

type Part = Examples<CategoryColumn>;

export interface FraudWeek {
  train: Part;
  test: Part;
}

/** The weeks of June and July by the handbook's protocol; none where the data are absent. */
export function readFraudWeeks(): FraudWeek[] {
  const data = readFraud();
  if (!data) return [];
  return STARTS.map((start) => {
    const { train, test } = weekFrom(data, start);
    return { train: partOf(data, train), test: partOf(data, test) };
  });
}

const valuesOf = ({ features }: Part) =>
  features.columns.map((column) => (column.kind === 'number' ? [...column.values] : []));

/** Columns and targets of both parts, as Python reads them. */
export const linesOf = (weeks: readonly FraudWeek[]) =>
  weeks.map(({ train, test }) => ({
    ...{ x: valuesOf(train), y: [...train.target.codes], tx: valuesOf(test), ty: [...test.target.codes] },
  }));

export const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Of this process, its threads included: what a busy machine does not change. */
export function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
