import type { StreamedDecision } from './stream.ts';

/** How a way of automating fared. Shares, not percent. */
export interface AutomationScores {
  /** Of all decisions, those that were automatic. */
  automatic: number;
  /** Of the automatic ones, those that were wrong. */
  wrong: number;
  /** The largest share wrong of 1,000 automatic ones in a row. */
  worstThousand: number;
  /** Of the months with anything automatic, those whose share wrong is above the bound. */
  monthsAbove: number;
  /** The same of the months with 200 automatic ones at least: of fewer, a share says little. */
  largeMonthsAbove: number;
  n: number;
}

const RUN = 1_000;
const LARGE_MONTH = 200;

export function scoreAutomation(
  decisions: readonly StreamedDecision[],
  isAutomatic: readonly boolean[],
  bound: number,
): AutomationScores {
  const made = decisions.filter((_, index) => isAutomatic[index]);
  const wrong = made.map(({ isRight }) => (isRight ? 0 : 1));
  const total = wrong.reduce<number>((sum, one) => sum + one, 0);
  const months = [
    ...Map.groupBy(made, ({ day }) => new Date(day * 86_400_000).toISOString().slice(0, 7)).values(),
  ];
  const isAbove = (month: readonly StreamedDecision[]) =>
    month.filter(({ isRight }) => !isRight).length > bound * month.length;
  const shareAbove = (some: readonly StreamedDecision[][]) =>
    some.length === 0 ? 0 : some.filter(isAbove).length / some.length;
  return {
    automatic: made.length / decisions.length,
    wrong: made.length === 0 ? 0 : total / made.length,
    worstThousand: worstRun(wrong),
    monthsAbove: shareAbove(months),
    largeMonthsAbove: shareAbove(months.filter(({ length }) => length >= LARGE_MONTH)),
    n: decisions.length,
  };
}

function worstRun(wrong: readonly number[]): number {
  let [inRun, worst] = [0, 0];
  wrong.forEach((one, index) => {
    inRun += one - (wrong[index - RUN] ?? 0);
    if (index >= RUN - 1) worst = Math.max(worst, inRun);
  });
  return worst / RUN;
}
