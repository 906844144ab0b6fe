import type { SystemHealth } from '@steward/core/health';

type Day = SystemHealth['days'][number];

/** A day with fewer answers than this says too little to be drawn. */
export const FEWEST_ANSWERS = 10;
const WHOLE_AXIS = [0, 0.25, 0.5, 0.75, 1] as const;
/** The shortest axis that holds all shares is taken. */
const AXES = [[0.7, 0.8, 0.9, 1], [0.4, 0.6, 0.8, 1], WHOLE_AXIS] as const;
const DAY_MS = 86_400_000;

export interface ChartPoint {
  day: string;
  /** 0 at the oldest day of the window, 100 at the newest. */
  xPercent: number;
  share: number;
}

export interface DayChart {
  /** Runs of measured days next to each other; a gap where a day was not measured. */
  measured: ChartPoint[][];
  estimated: ChartPoint[][];
  /** Days with answers, but too few. */
  tooFew: { xPercent: number; widthPercent: number; has: number; day: string }[];
  /** Every day of the window, with data or without. */
  days: { day: string; xPercent: number }[];
  firstDay: string;
  lastDay: string;
  /** Shares on the axis, the lowest first. */
  ticks: readonly number[];
}

/** Lays the days of a window side by side: what people measured, what the model expected. */
export function layDays(
  days: readonly Day[],
  { lastDay, dayCount }: { lastDay: string; dayCount: number },
): DayChart {
  const last = Date.parse(lastDay);
  const first = last - (dayCount - 1) * DAY_MS;
  const xOf = (day: string) => (100 * (Date.parse(day) - first)) / (last - first);
  const inWindow = days.filter(({ day }) => Date.parse(day) >= first && Date.parse(day) <= last);
  const measured = runsOf(inWindow, xOf, ({ reviewed, right }) =>
    reviewed >= FEWEST_ANSWERS ? right / reviewed : null,
  );
  const estimated = runsOf(inWindow, xOf, ({ meanConfidence }) => meanConfidence);
  const shares = [...measured, ...estimated].flat().map(({ share }) => share);
  const width = 100 / (dayCount - 1);
  const all = Array.from({ length: dayCount }, (_, index) => dayOf(first + index * DAY_MS));
  return {
    ...{ measured, estimated, lastDay },
    days: all.map((day) => ({ day, xPercent: xOf(day) })),
    firstDay: dayOf(first),
    ticks: AXES.find(([lowest = 0]) => shares.every((share) => share > lowest)) ?? WHOLE_AXIS,
    tooFew: inWindow
      .filter(({ reviewed }) => reviewed > 0 && reviewed < FEWEST_ANSWERS)
      .map(({ day, reviewed }) => {
        const left = Math.max(0, xOf(day) - width / 2);
        const right = Math.min(100, xOf(day) + width / 2);
        return { day, has: reviewed, xPercent: left, widthPercent: right - left };
      }),
  };
}

function dayOf(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10);
}

function runsOf(
  days: readonly Day[],
  xOf: (day: string) => number,
  shareOf: (day: Day) => number | null,
): ChartPoint[][] {
  const runs: ChartPoint[][] = [];
  let before = NaN;
  for (const day of days) {
    const share = shareOf(day);
    if (share === null) continue;
    const at = Date.parse(day.day);
    const point = { day: day.day, xPercent: xOf(day.day), share };
    if (at - before === DAY_MS) runs.at(-1)?.push(point);
    else runs.push([point]);
    before = at;
  }
  return runs;
}
